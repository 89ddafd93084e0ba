// Answers side by side: who sees an activity where, and what to talk about first.

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
    otherVersions() && paragraph(otherVersions()),
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

/** The records of each activity, those with several views first. */
function activitiesIn(records) {
  const groups = new Map();
  for (const record of records) {
    const key = fold(record.activity ?? "");
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  return [...groups.values()].sort((one, other) => other.length - one.length);
}

/** Who gave a record, and that it is a promise where it is one. */
function whoOf({ answered_by, basis }) {
  const who = shorten(answered_by || phrase("form_no_name"));
  return basis === "promised" ? phrase("form_promised", { who }) : who;
}

/** Who gave some records, each once, with how often: Staff, A carer (2). */
function whoIn(records) {
  const counts = new Map();
  for (const record of records) {
    const who = whoOf(record);
    counts.set(who, (counts.get(who) ?? 0) + 1);
  }
  return [...counts]
    .sort()
    .map(([who, count]) => who + (count > 1 ? ` (${number(count)})` : ""))
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

/** The reasons that those who gave one answer gave for it, each with who where there are several. */
function reasonsFor(question, records) {
  const lines = records
    .filter((record) => record[reasonField(question)])
    .map((record) => {
      const text = record[reasonField(question)];
      return records.length > 1 ? phrase("label_then", { label: whoOf(record), text }) : text;
    });
  return lines.length ? [list(lines)] : [];
}

/** A question, and the answers given to it with who gave them, least power first. */
function answersOn(question, records) {
  const given = question.answers.map((answer) => [
    answer,
    records.filter((record) => record[question.id] === answer.id),
  ]);
  const unknown = records.filter((record) => rankOf(question, record[question.id]) < 0);
  const lines = [...given, [undefined, unknown]].filter(([, those]) => those.length);
  const said = ([answer, those]) => [whoIn(those), [answerInWords(answer), ...reasonsFor(question, those)]];
  return make("div", { class: "views" }, heading(4, say(question.words)), facts(lines.map(said)));
}
