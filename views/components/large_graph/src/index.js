import { mounting } from '../../shared/mount.js';
import { LargeGraph } from './large_graph.js';

export default mounting(LargeGraph);
