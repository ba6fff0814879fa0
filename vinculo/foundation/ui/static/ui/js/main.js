// The modules of the interface. Each one finds its own elements by data- attributes and listens on the document,
// so what HTMX swaps in works without being wired again.
import "./preferences.js";
import "./popovers.js";
import "./dialogs.js";
import "./toasts.js";
import "./swaps.js";
import "./keyboard.js";
import "./keylist.js";
import "./palette.js";
import "./masks.js";
import "./dates.js";
import "./lookup.js";
import "./forms.js";
import "./rows.js";
import "./drafts.js";
import "./selection.js";
import "./navigation.js";
