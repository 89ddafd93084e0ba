// Copying answers: as text for people, or as rows for a spreadsheet.

/** The result as text: the place, why, the next step, and last the answers by their numbers at the prompt. */
function resultText() {
  const { record, aim } = state.activity;
  const found = assess(ladder, record, aim);
  const withReason = ({ question, answer, needed }) =>
    [resultAlone(question, answer ?? needed), record[reasonField(question)]].filter(Boolean).join(" ");
  const line = (label, text) => text && `${leadIn(label)} ${text}`;
  const fields = DATA.fields.map((field) =>
    line(phrase(`label_${field}`), field === "called" ? claimInWords(found) : fieldInWords(field, record[field])),
  );
  const headlines = found.notes.filter((note) => note.headline).map((note) => `${say(note.headline)}.`);
  const why = found.because.map(withReason).map((each) => `- ${each}`);
  const parts = [
    [placeInWords(found), ...headlines, ...fields],
    why.length ? [leadIn(phrase("why_here")), ...why] : [],
    [line(phrase("what_would_change_it"), nextInWords(found))],
    [DATA.reply],
    [phrase("form_text_answers", { numbers: ladder.questions.map(numberAtPrompt).join(" ") })],
  ];
  const texts = parts.map((lines) => lines.filter(Boolean).map(visible).join("\n"));
  return texts.filter(Boolean).join("\n\n");
}

/** The number of the answer to a question at the prompt, where "not sure" comes last. */
const numberAtPrompt = (question) =>
  rankOf(question, state.activity.record[question.id]) + 1 || question.answers.length + 1;

const copyText = () => copyOut(resultText(), "form_copy_text", "form_text_copied");
const copyRows = () => copyOut(rows(), "form_copy", "form_copied");

/** Copy a text; where the browser does not let us, show it to be copied by hand. */
async function copyOut(text, label, said) {
  document.getElementById("rows")?.remove();
  try {
    await navigator.clipboard.writeText(text);
    announce(phrase(said));
  } catch {
    const box = make("textarea", { id: "rows", readonly: true, rows: 8, "aria-label": phrase(label) });
    box.value = text;
    document.getElementById("keep").append(box);
    box.focus();
    box.select();
    announce(phrase("form_copy_by_hand"));
  }
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

