// A headless Chromium, and what judges of pages have against one: axe-core, HTML_CodeSniffer (the judge in
// pa11y), html-validate. Each returns its complaints as lines.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import axe from "axe-core";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";

const sniffer = readFileSync(
  createRequire(import.meta.url).resolve("html_codesniffer/build/HTMLCS.js"),
  "utf-8",
);

export const openBrowser = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });

/** What axe-core says of a page that is open; `rules` switches some of its rules on or off. */
export async function byAxe(page, rules = {}) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate((wanted) => globalThis.axe.run({ rules: wanted, preload: false }), rules);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

/** What HTML_CodeSniffer says of a page that is open, by WCAG 2 AA. */
export async function bySniffer(page) {
  await page.evaluate(sniffer);
  return page.evaluate(() => {
    return new Promise((done) => {
      globalThis.HTMLCS.process("WCAG2AA", document, () => {
        const found = globalThis.HTMLCS.getMessages().filter(({ type }) => type === globalThis.HTMLCS.ERROR);
        done(found.map(({ code, msg, element }) => `${code}: ${msg} ${element.outerHTML?.slice(0, 200)}`));
      });
    });
  });
}

/** What html-validate says of HTML; `rules` switches some of its rules off. */
export async function byValidator(html, rules = {}) {
  const validator = new HtmlValidate(
    new FileSystemConfigLoader({ extends: ["html-validate:recommended"], rules }),
  );
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ line, ruleId, message }) => `line ${line}: ${ruleId}: ${message}`),
  );
}

/** By how many pixels a page that is open is wider than its window, with text of a size such as 200%. */
export const tooWide = (page, size) =>
  page.evaluate(async (fontSize) => {
    const style = await new CSSStyleSheet().replace(`:root { font-size: ${fontSize} }`);
    document.adoptedStyleSheets = [style];
    const found = Math.max(document.documentElement.scrollWidth - innerWidth, 0);
    document.adoptedStyleSheets = [];
    return found;
  }, size);
