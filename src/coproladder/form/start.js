// The first page, and the ladder, which people may see before they answer.

function startView() {
  const { activity } = state.activity.record;
  return [
    title(phrase("form_title")),
    activity && paragraph(activity, "headline"),
    paragraph(phrase("form_intro")),
    paragraph(privateWords(), "note"),
    paragraph(beginButton(), "buttons"),
    make("ul", { class: "entries" }, ...entries().map((entry) => make("li", {}, entry))),
    termsBlock(),
  ];
}

const beginButton = () =>
  button(phrase("form_start"), () => go(asksAbout() ? "about" : fitted("questions")), "main");

/** The other ways into the form. */
function entries() {
  const ways = [
    ["form_see_ladder", () => go("ladder")],
    ["form_open", () => go("open")],
    ["form_compare", () => go("compare")],
    ["form_print_empty", () => go("paper")],
    DATA.practice && ["form_practise", startPractice],
  ];
  return ways.filter(Boolean).map(([id, click]) => button(phrase(id), click, "quiet"));
}

function ladderView() {
  return [
    title(ladder.about.name),
    paragraph(say(ladder.about.summary)),
    drawing(),
    paragraph([beginButton(), backButton()], "buttons screen"),
  ];
}
