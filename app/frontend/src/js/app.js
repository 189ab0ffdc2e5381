// Every inner page: menus that close, long forms that forget nothing. Pages work without it.
import "./menus.js";
import "./rows.js";
import { keepForms } from "./keep.js";
import { uploadForms } from "./upload.js";

try {
  keepForms();
} catch {
  // a browser that refuses to keep anything still sends its forms
}
uploadForms();
