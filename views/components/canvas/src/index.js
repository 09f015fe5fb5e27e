import { mounting } from '../../shared/mount.js';
import { GraphCanvas } from './canvas.js';

export default mounting(GraphCanvas);
