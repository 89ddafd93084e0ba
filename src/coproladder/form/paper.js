// What goes on paper: an empty form, and any page with its folds open and all that was typed in sight.

/** The whole form to fill in by hand. */
function paperView() {
  const line = (label) => paragraph([make("b", {}, leadIn(label)), make("span", { class: "line" })]);
  const boxes = (texts) => make("ul", { class: "checklist" }, ...texts.map((text) => make("li", {}, text)));
  const withHint = (words, hint) => [say(words), hint && make("small", {}, say(hint))];
  const questions = ladder.questions.flatMap((question) => [
    heading(2, say(question.words)),
    question.before && paragraph(say(question.before)),
    boxes([
      ...question.answers.map(({ words, hint }) => withHint(words, hint)),
      withHint(ladder.about.not_sure, question.not_sure),
    ]),
    line(phrase("form_why")),
  ]);
  return [
    title(phrase("form_title")),
    paragraph([button(phrase("form_print"), () => print(), "main"), backButton()], "buttons screen"),
    line(phrase("form_activity")),
    paragraph(make("b", {}, phrase("label_basis"))),
    boxes(BASES.map((id) => phrase(`basis_${id}`))),
    paragraph(phrase("form_no_names")),
    list(ladder.about.before.map(say)),
    ...questions,
    heading(2, phrase("form_details")),
    line(phrase("form_called")),
    line(phrase("form_date")),
    line(phrase("form_answered_by")),
  ];
}

addEventListener("beforeprint", () => {
  for (const part of main.querySelectorAll("details.fold:not([open])")) {
    part.open = true;
    part.dataset.shut = "";
  }
  // A box would show as many lines on paper as it has on screen.
  for (const field of main.querySelectorAll("textarea, input:is([type=text], [type=date])"))
    field.after(entered(field.type === "date" ? dateInWords(field.value) : field.value));
});

addEventListener("afterprint", () => {
  main.querySelectorAll(".entered").forEach((text) => text.remove());
  for (const part of main.querySelectorAll("details[data-shut]")) {
    part.open = false;
    delete part.dataset.shut;
  }
});
