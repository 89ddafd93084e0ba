// What is wrong with the scripts of the form, as the one script that they are in a page.
import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    languageOptions: { sourceType: "script", globals: globals.browser },
    rules: { eqeqeq: "error", "no-var": "error", "prefer-const": "error", "no-redeclare": ["error", { builtinGlobals: false }] },
  },
];
