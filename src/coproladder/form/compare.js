// Answers side by side: reads saved files, shows who sees an activity where, and what to talk about first.

const MOST_BYTES = 2_000_000;
const MOST_RECORDS = 1000;
const MOST_SIGNS = 1000;

function compareView() {
  const own = { name: phrase("form_this_page"), records: allRecords().filter(isAnswered) };
  const sources = [own, ...state.files].filter((source) => source.records.length);
  const records = sources.flatMap((source) => source.records);
  const change = (event) => readFiles([...event.target.files]);
  const input = make("input", {
    type: "file",
    id: "files",
    multiple: true,
    "aria-describedby": state.refused.length > 0 && "files-fault",
    change,
  });
  return [
    title(phrase("form_compare")),
    paragraph(phrase("form_compare_words")),
    paragraph([make("label", { for: "files" }, phrase("form_files")), refusals(), input], "field screen"),
    state.files.length > 0 && sourcesList(sources),
    ...(records.length > 1 ? activitiesIn(records).flatMap(viewsBlocks) : []),
    paragraph(
      button(phrase("form_back"), () => history.back()),
      "buttons screen",
    ),
  ];
}

/** What is compared: the answers on this page, and those of each file. */
function sourcesList(sources) {
  const lines = sources.map(({ name, records }) => counted("form_file", records.length, { name }));
  const summary = make("summary", { id: "sources" }, counted("form_files_read", state.files.length));
  return make("details", {}, summary, list(lines));
}

function refusals() {
  if (!state.refused.length) return null;
  const lines = state.refused.map(({ name, message }) =>
    make("span", {}, make("b", {}, `${name}: `), message),
  );
  return make("span", { class: "fault", id: "files-fault" }, ...lines);
}

const isAnswered = (record) =>
  ladder.questions.some((question) => rankOf(question, record[question.id]) >= 0);

// Reading.

/** Read saved files into the page; what cannot be read is refused with the reason. */
async function readFiles(files) {
  state.refused = [];
  for (const file of files) {
    const name = shorten(file.name);
    try {
      if (file.size > MOST_BYTES) throw new Error(phrase("form_refused_size"));
      const records = readRecords(await file.text());
      // The same file chosen twice counts once, but two people's files may have one name.
      const isKnown = state.files.some(
        (known) => JSON.stringify(known) === JSON.stringify({ name, records }),
      );
      if (!isKnown) state.files.push({ name, records });
    } catch (error) {
      state.refused.push({ name, message: error.message });
    }
  }
  render("title");
  const refused = state.refused.length && counted("form_files_refused", state.refused.length);
  announce([counted("form_files_read", state.files.length), refused].filter(Boolean).join(" "));
}

/** The records in the text of a JSON or JSON Lines file; raises an error that says what is wrong. */
function readRecords(text) {
  const found = parsed(text);
  const records = Array.isArray(found) ? found : [found];
  if (records.length > MOST_RECORDS) throw new Error(phrase("form_refused_size"));
  return records.map((record, at) => readRecord(record, at + 1));
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    // Not one document: perhaps a record on each line.
  }
  try {
    return text
      .split("\n")
      .filter((line) => line.trim())
      .map((line) => JSON.parse(line));
  } catch {
    throw new Error(phrase("form_refused_json"));
  }
}

/** What is compared of a record: who says what of which activity. */
function readRecord(given, number) {
  const own = named(typeof given === "object" ? given : {});
  const record = named();
  for (const field of ["activity", "answered_by"]) {
    const text = own[field] ?? "";
    if (typeof text !== "string" || text.length > MOST_SIGNS) {
      throw new Error(phrase("form_refused_text", { number, field }));
    }
    record[field] = text;
  }
  for (const question of ladder.questions) {
    const answer = own[question.id] ?? "";
    if (answer !== "" && rankOf(question, answer) < 0) {
      throw new Error(phrase("form_refused_answer", { number, field: question.id }));
    }
    record[question.id] = answer;
  }
  if (!recordFields().some((field) => own[field])) throw new Error(phrase("form_refused_record", { number }));
  return record;
}

const bringsFiles = (event) => event.dataTransfer.types.includes("Files");
addEventListener("dragover", (event) => {
  if (bringsFiles(event)) event.preventDefault();
});
addEventListener("drop", (event) => {
  if (!bringsFiles(event)) return;
  event.preventDefault();
  if (state.step !== "compare") go("compare");
  readFiles([...event.dataTransfer.files]);
});

// Showing.

/** A name as it is compared: case and spaces do not matter. */
const folded = (name) => name.normalize().trim().replace(/\s+/g, " ").toLowerCase();

/** The records of each activity, those with several views first. */
function activitiesIn(records) {
  const groups = new Map();
  for (const record of records) {
    const key = folded(record.activity ?? "");
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  return [...groups.values()].sort((one, other) => other.length - one.length);
}

/** Who gave some records, each once, with how often: Staff, A carer (2). */
function whoIn(records) {
  const counts = new Map();
  for (const record of records) {
    const who = record.answered_by || phrase("form_no_name");
    counts.set(who, (counts.get(who) ?? 0) + 1);
  }
  return [...counts]
    .sort()
    .map(([who, count]) => shorten(who) + (count > 1 ? ` (${count})` : ""))
    .join(", ");
}

function viewsBlocks(records) {
  const name = shorten(records[0].activity || phrase("form_no_activity"));
  if (records.length < 2)
    return [heading(2, name), paragraph(phrase("form_one_view", { who: whoIn(records) }))];
  const [first, ...others] = differences(ladder, records);
  return [
    heading(2, name),
    ...placesBlocks(records),
    heading(3, phrase(first ? "form_talk_first" : "form_all_agree")),
    first && answersOn(first, records),
    others.length > 0 && heading(3, phrase("form_talk_then")),
    ...others.map((question) => answersOn(question, records)),
  ];
}

/** The ladder with who sees the activity where, each view for itself. */
function placesBlocks(records) {
  const places = new Map();
  for (const record of records) {
    const { rung, highest, certain } = assess(ladder, record);
    const place = rung ? rung.id : phrase(highest ? "form_little_known" : "off_the_ladder");
    const views = places.get(place) ?? { sure: [], unsure: [] };
    places.set(place, views);
    (certain || !rung ? views.sure : views.unsure).push(record);
  }
  const marks = named();
  const below = [];
  for (const [place, { sure, unsure }] of places) {
    const atLeast = unsure.length > 0 && phrase("form_at_least", { who: whoIn(unsure) });
    const said = [sure.length > 0 && whoIn(sure), atLeast].filter(Boolean).join("; ");
    if (ladder.rungs.some(({ id }) => id === place)) marks[place] = said;
    else below.push([place, said]);
  }
  return [drawing(marks), below.length > 0 && facts(below)];
}

/** A question, and the answers given to it with who gave them, least power first. */
function answersOn(question, records) {
  const given = question.answers.map((answer) => [
    answer,
    records.filter((record) => record[question.id] === answer.id),
  ]);
  const unknown = records.filter((record) => rankOf(question, record[question.id]) < 0);
  const lines = [...given, [undefined, unknown]].filter(([, those]) => those.length);
  return make(
    "div",
    { class: "views" },
    heading(4, say(question.words)),
    facts(lines.map(([answer, those]) => [whoIn(those), answerInWords(answer)])),
  );
}
