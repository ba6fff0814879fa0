// The modules of the interface. Each one finds its own elements by data- attributes and listens on the document,
// so what HTMX swaps in works without being wired again.
import "./preferences.js";
