// Every inner page: menus that close, long forms that forget nothing. Pages work without it.
import "./menus.js";
import "./rows.js";
import "./board.js";
import "./tabs.js";
import { keepForms } from "./keep.js";
import { rememberFolds } from "./remember.js";
import { uploadForms } from "./upload.js";

try {
  rememberFolds();
  keepForms();
} catch {
  // a browser that refuses to keep anything still sends its forms
}
uploadForms();
