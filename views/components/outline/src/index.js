import { mounting } from '../../shared/mount.js';
import { Outline } from './outline.js';

export default mounting(Outline);
