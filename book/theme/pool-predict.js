// <pool-predict>: a question before an output. The answer is there all along, in
// <details>, and opens when the reader has answered.
//
//   <pool-predict question="Does the loop end?" choices="yes|no" answer="no">
//   <details><summary>Does the loop end?</summary>
//
//   … the real output, included …
//
//   </details>
//   </pool-predict>
//
// `choices` are separated by |; `answer` is the right one of them. Without choices
// the reader writes a line. With `src="recordings/order_random_select.js"`, or that of a game, the reader
// ticks all that can happen, and what can is what the explorer found in the recorded
// tree of all schedules; `choices` may hold others, which cannot.
"use strict";

(() => {
  const { html, button, words } = poolBook;
  let count = 0;

  class PoolPredict extends HTMLElement {
    async connectedCallback() {
      if (this.form) return;
      this.details = this.querySelector("details");
      if (!this.details) return;
      this.right = this.getAttribute("answer");
      const choices = this.getAttribute("choices")?.split("|").map((choice) => choice.trim());
      const src = this.getAttribute("src");
      if (src) {
        try {
          this.explored = await poolBook.load(src);
        } catch (error) {
          console.error(error);
          return;
        }
      }
      this.build(choices ?? this.explored?.answers);
    }

    build(choices) {
      const summary = this.details.querySelector("summary");
      const question = this.getAttribute("question") ?? summary.textContent;
      const id = `pool-predict-${++count}`;
      const type = this.explored ? "checkbox" : "radio";
      const fields = choices
        ? choices.map((choice, index) => html("label", { for: `${id}-${index}` },
          html("input", { type, name: id, id: `${id}-${index}`, value: choice }), ` ${choice}`))
        : [html("input", { type: "text", id, "aria-label": words.yourAnswer, autocomplete: "off" })];
      this.told = html("p", { class: "pool-told", role: "status" });
      this.form = html("form", { class: "pool pool-predict", onsubmit: (event) => this.answer(event) },
        html("fieldset", {}, html("legend", {}, ...poolBook.prose(question)),
          this.explored ? html("p", { class: "pool-place" }, words.tickAll) : null, ...fields),
        html("div", { class: "pool-bar" }, html("button", { type: "submit" }, words.answer),
          button(words.show, () => this.reveal(""), { class: "pool-show" })),
        this.told);
      this.prepend(this.form);
      if (summary) summary.textContent = words.reality;
      this.details.open = false;
    }

    answer(event) {
      event.preventDefault();
      const fields = this.form.querySelectorAll("input:checked, input[type=text]");
      const said = [...fields].map((field) => field.value.trim()).filter(Boolean);
      if (said.length === 0) this.told.textContent = words.answerFirst;
      else if (this.explored) this.reveal(this.compare(said));
      else if (!this.right) this.reveal(words.compare(said[0]));
      else this.reveal(said[0] === this.right ? words.right : words.wrong(said[0], this.right));
    }

    // What was ticked, with what the explorer found.
    compare(said) {
      const { answers, natural, ways } = this.explored;
      const missed = answers.filter((answer) => !said.includes(answer)).join("; ");
      const impossible = said.filter((answer) => !answers.includes(answer)).join("; ");
      const verdict = missed || impossible ? words.notAll(missed, impossible) : words.allRight;
      return `${verdict} ${words.onNatural(natural, ways.toLocaleString(document.documentElement.lang))}`;
    }

    reveal(text) {
      this.told.textContent = text;
      this.details.open = true;
    }
  }

  customElements.define("pool-predict", PoolPredict);
})();
