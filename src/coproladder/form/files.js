// The ways that answers leave the page: a file, rows for a spreadsheet, or the page itself.

const recordFields = () => [...DATA.fields, ...ladder.questions.map(({ id }) => id)];

/** The record of an activity as `assess` and `report` read it, with the reasons as its comment. */
function recordOf({ record, reasons }) {
  const said = ladder.questions.filter(({ id }) => reasons[id]);
  const comment = said.map((question) => `${say(question.words)} ${reasons[question.id]}`).join("\n");
  const whole = named({ ...record, comment });
  const fields = recordFields();
  return Object.fromEntries(fields.filter((field) => whole[field]).map((field) => [field, whole[field]]));
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

// Rows for a spreadsheet.

/** A cell that no spreadsheet takes for a formula, as in results/csv.py; tabs and breaks in quotes. */
function cell(value) {
  const text = String(value ?? "");
  const safe = /^\s*[=+\-@＝＋－＠]/.test(text) && !/^[+-]?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text;
  return /[\t\r\n"]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What the answers show, under the names of the columns of `assess --format csv`. */
function findings(record) {
  const { rung, highest, certain, next, notes, gap } = assess(ladder, record);
  const needs = next ? next.needs.map(({ question, needed }) => `${question.id}: ${needed.id}`) : [];
  return {
    ladder: DATA.ladder_id,
    rung: numberOf(rung),
    rung_name: rung?.name,
    highest_possible: numberOf(highest),
    certain,
    next_needs: needs.join("; "),
    note_ids: notes.map(({ id }) => id).join("; "),
    gap,
  };
}

/** The answers and what they show as rows with tabs, below their headings. */
function rows() {
  const fields = recordFields();
  const records = allRecords();
  const table = records.map((record) => [
    ...fields.map((field) => named(record)[field]),
    ...Object.values(findings(record)),
  ]);
  const headings = [...fields, ...Object.keys(findings(records[0]))];
  return [headings, ...table].map((cells) => cells.map(cell).join("\t")).join("\n");
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
