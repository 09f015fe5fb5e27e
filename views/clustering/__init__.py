"""The parts of Clusters: the canvas, the large view, the map, what stands beside them."""
