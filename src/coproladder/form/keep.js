// Keeping answers: as a file, as rows for a spreadsheet, or as the page itself.

function keepSection() {
  const count = state.finished.length + 1;
  const ways = [
    button(phrase("form_save"), saveAnswers, "main"),
    button(phrase("form_print"), () => print()),
    button(phrase("form_copy"), copyRows),
    button(phrase("form_save_page"), savePage),
  ];
  const further = [
    button(phrase("form_change"), () => history.back(), "quiet"),
    button(phrase("form_another"), anotherActivity, "quiet"),
    button(phrase("form_compare"), () => go("compare"), "quiet"),
    button(phrase("form_start_again"), startAgain, "quiet"),
  ];
  return make(
    "section",
    { id: "keep", class: "screen", "aria-labelledby": "keep-heading" },
    make("h2", { id: "keep-heading" }, phrase("form_keep")),
    paragraph(phrase("form_keep_words")),
    paragraph(ways, "buttons"),
    paragraph(counted("form_sitting", count)),
    paragraph(further, "buttons"),
  );
}

/** Keep this activity, and begin with another that the same people answer on. */
function anotherActivity() {
  const { answered_by } = state.activity.record;
  state.finished.push(recordOf(state.activity));
  state.activity = newActivity({ answered_by });
  go("start");
}

// The file.

/** The fields that came later; a table has a column for each only where it is known. */
const LATE_FIELDS = ["basis", ...ladder.questions.map(reasonField)];

const recordFields = () => [
  ...DATA.fields.filter((field) => !LATE_FIELDS.includes(field)),
  ...ladder.questions.map(({ id }) => id),
];

/** The record of an activity as `assess` reads it; it names the version. */
function recordOf({ record }) {
  const fields = [...recordFields(), ...LATE_FIELDS].filter((field) => record[field]);
  return Object.fromEntries([...fields.map((field) => [field, record[field]]), ["ladder", DATA.ladder_id]]);
}

const allRecords = () => [...state.finished, recordOf(state.activity)];

/** Give a text to the browser as a file to keep. */
function download(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  state.unsaved = false;
  announce(phrase("form_saved", { file: name }));
}

/** A name that tells the files of many people apart: the activity and the moment. */
function fileName(ending) {
  const activity = (state.activity.record.activity ?? "").replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 40);
  const moment = new Date().toLocaleString("sv-SE").replace(/\D+/g, "-");
  return ["answers", activity, moment].filter(Boolean).join("-") + ending;
}

function saveAnswers() {
  download(fileName(".json"), `${JSON.stringify(allRecords(), null, 1)}\n`, "application/json");
}

// Rows for a spreadsheet, as results/csv_table.py writes them, but with tabs.

const NUMBER = new RegExp(`^(?:${DATA.table.number})$`);
const FORMULA = new RegExp(`^(?:${DATA.table.formula})`, "u");
const INNER = new RegExp(DATA.table.inner, "gu");

/** A cell that no spreadsheet takes for a formula; tabs and breaks in quotes. */
function cell(value) {
  const text = String(value ?? "");
  const start = (!NUMBER.test(text) && FORMULA.exec(text)?.[0]) || "";
  const rest = text.slice(start.length).replace(INNER, "$1'");
  const safe = start ? `'${start}${rest}` : rest;
  return /[\t\r\n"]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What the answers show, in the order of the columns of `assess --format csv`. */
function findingCells(record) {
  const { rung, highest, certain, next, notes, gap } = assess(ladder, record);
  const needs = next ? next.needs.map(({ question, needed }) => `${question.id}: ${needed.id}`) : [];
  return [
    DATA.ladder_id,
    numberOf(rung),
    rung?.name,
    numberOf(highest),
    certain,
    needs.join("; "),
    notes.map(({ id }) => id).join("; "),
    gap,
  ];
}

/** The answers and what they show as rows with tabs, below their headings. */
function rows() {
  const records = allRecords().map(named);
  const fields = recordFields();
  const late = LATE_FIELDS.filter((field) => records.some((record) => record[field]));
  const table = records.map((record) => [
    ...fields.map((field) => record[field]),
    ...findingCells(record),
    ...late.map((field) => record[field]),
  ]);
  const head = [...fields, ...DATA.table.columns, ...late];
  return [head, ...table].map((cells) => cells.map(cell).join("\t")).join("\n");
}

/** Copy the rows; where the browser does not let us, show them to be copied by hand. */
async function copyRows() {
  const text = rows();
  try {
    await navigator.clipboard.writeText(text);
    announce(phrase("form_copied"));
  } catch {
    const box = make("textarea", { id: "rows", readonly: true, rows: 4, "aria-label": phrase("form_copy") });
    box.value = text;
    document.getElementById("rows")?.remove();
    document.getElementById("keep").append(box);
    box.focus();
    box.select();
    announce(phrase("form_copy_by_hand"));
  }
}

// The page as it is shown, without the script and the buttons.

function savePage() {
  const page = document.documentElement.cloneNode(true);
  const shown = document.querySelectorAll("main input, main textarea");
  page.querySelectorAll("main input, main textarea").forEach((field, at) => {
    field.replaceWith(make("span", { class: "entered" }, shown[at].value));
  });
  page.querySelectorAll("script, header, .screen, #status").forEach((part) => part.remove());
  download(fileName(".html"), `<!DOCTYPE html>\n${page.outerHTML}\n`, "text/html");
}
