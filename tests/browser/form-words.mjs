// Holds the words of the form against those of the command line; see helpers.mjs for what it needs.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after } from "node:test";
import { closeBrowser, coproladder, folder, formTest } from "./helpers.mjs";

after(closeBrowser);

const CALLED = { called: "co-production", answered_by: "Staff", date: "2026-05-04", level: "service" };
const KNOWN = { voice: "discuss", influence: "some", decides: "listens", delivery: "some" };

/** Records by the name of their form; the second of a pair is the aim. */
const RECORDS = {
  "built-in": [
    [{ activity: "Forum", ...CALLED, stage: "plan", comment: "From notes.", ...KNOWN }],
    [{ activity: "Forum", called: "informing", voice: "design", influence: "genuine" }],
    [{ activity: "Forum" }],
    [{ basis: "promised", voice: "told", voice_reason: "A leaflet", delivery_reason: "Nobody said" }],
    [{ basis: "happened", ...KNOWN, decides_reason: "<b>The minutes</b>" }],
    [{ voice: "absent", influence: "none", decides: "services", delivery: "none" }],
    [{ voice: "design", influence: "genuine", decides: "people", delivery: "throughout" }],
    [{ voice: "answer", influence: "none", decides: "people", delivery: "some" }, "co-production"],
  ],
  own: [[{ voice: "ask", level: "A town" }], [{ voice: "ask", power: "both" }], [{ power: "both", basis: "happened" }]],
  arnstein: [
    [{ flow: "told", power: "officials", called: "partnership" }],
    [{ flow: "lead" }, "citizen-control"],
  ],
  hostile: [
    [{ activity: "\u202e\u0007 <b>\r\nx", voice: "silent", constructor: "both" }],
    [{ voice: "lead" }],
  ],
};
const LADDERS = {
  "built-in": [],
  own: ["--ladder", join(folder, "own.yaml")],
  arnstein: ["--ladder", join(process.env.TESTS, "../../examples/arnstein.yaml")],
  hostile: ["--ladder", join(folder, "hostile.yaml")],
};

for (const [name, records] of Object.entries(RECORDS)) {
  for (const easy of [false, true]) {
    formTest(
      `the result of ${name} in ${easy ? "easy" : "standard"} words says what assess says`,
      name,
      async (page) => {
        for (const [record, aim] of records) {
          const shown = await page.evaluate(showResult, { record, aim, easy });
          const file = join(folder, "record.json");
          writeFileSync(file, JSON.stringify(record));
          const options = [...LADDERS[name], ...(aim ? ["--aim", aim] : []), ...(easy ? ["--easy"] : [])];
          const [expected] = coproladder("assess", file, "--format", "html", ...options).match(
            /<main.*<\/main>/s,
          );
          assert.deepEqual(await page.evaluate(linesOf, shown), await page.evaluate(linesOf, expected));
        }
      },
    );
  }
}

/** Show the result of a record, and return it as HTML. */
function showResult({ record, aim, easy }) {
  Object.assign(state, { step: "result", easy, activity: { ...newActivity(), record: named(record), aim } });
  render();
  return main.outerHTML;
}

/** The lines of a page, each with its kind; without what only the form has: its buttons and the plan. */
function linesOf(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const part of page.querySelectorAll(".screen, #plan")) part.remove();
  const lines = page.querySelectorAll("main :is(h1, h2, h3, p, dt, dd, figcaption, li)");
  return [...lines].map((line) => `${line.localName}: ${line.textContent.replace(/\s+/g, " ").trim()}`);
}

formTest(
  "texts are made harmless, labelled, cut and counted as on the command line",
  "small",
  async (page) => {
    const expected = JSON.parse(readFileSync(join(folder, "twins.json"), "utf-8"));
    const found = await page.evaluate((texts) => {
      const unquoted = (text) => (text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text);
      const twins = {
        visible,
        safe: (text) => unquoted(cell(text)),
        lead_in: leadIn,
        fold,
        unmarked,
        number: (text) => number(Number(text)),
      };
      const made = ([name, pairs]) => [name, pairs.map(([text]) => [text, twins[name](text)])];
      return Object.fromEntries(Object.entries(texts).map(made));
    }, expected);
    assert.deepEqual(found, expected);
  },
);
