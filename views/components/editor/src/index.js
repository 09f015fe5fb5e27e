import { mounting } from '../../shared/mount.js';
import { CypherEditor } from './editor.js';

export default mounting(CypherEditor, ({ setStateValue }) => (draft) => setStateValue('draft', draft));
