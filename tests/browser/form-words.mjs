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
          const [lines, all] = [await page.evaluate(linesOf, shown), await page.evaluate(linesOf, expected)];
          // The card says the first of the steps that the page has in its box.
          assert.ok(all.next.startsWith(lines.next), all.next);
          assert.deepEqual(lines.headings, all.headings);
          assert.deepEqual(lines.said, all.said);
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

/**
 * What a page of a result says, line by line, each with its kind.
 *
 * Left out is what only the form has: its buttons, the plan, the short meaning and the reason on its card; and
 * what it does not say twice: an answer that is needed beside the way to it, and what rungs far away mean.
 */
function linesOf(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const text = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const pairs = (label) => [...page.querySelectorAll("dl > div")].filter((pair) => text(pair.firstChild) === label);
  const box = page.querySelector(".box");
  const next = pairs(leadIn(phrase("what_would_change_it"))).find((pair) => box.contains(pair));
  const isNear = (rung) =>
    [rung, rung.previousElementSibling, rung.nextElementSibling].some((each) => each?.matches(".here"));
  const isMarked = page.querySelector(".ladder .here");
  for (const part of [
    ...page.querySelectorAll(".screen, .plan, .meaning"),
    ...pairs(leadIn(phrase("why"))).filter((pair) => box.contains(pair)),
    ...pairs(leadIn(phrase("needed_at_least"))).filter((pair) => pair.nextElementSibling),
    ...[...page.querySelectorAll(".ladder li")]
      .filter((rung) => isMarked && !isNear(rung))
      .map((rung) => rung.querySelector("span")),
    next,
  ])
    part?.remove();
  const lines = [...page.querySelectorAll("main :is(h1, h2, h3, p, dt, dd, figcaption, li)")];
  return {
    next: text(next.lastChild),
    headings: lines.filter(({ localName }) => /^h\d$/.test(localName)).map(text),
    said: lines.map((line) => `${line.localName}: ${text(line)}`).sort(),
  };
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
