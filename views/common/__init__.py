"""What all pages stand on: the frame, the open graph and its record, links, how things are said and look."""
