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
// the reader writes a line. With `src="recordings/game_missing_join.js"` the choices
// are those that the explorer found in the recorded tree, all of which can happen.
"use strict";

(() => {
  const { html, button } = poolBook;
  let count = 0;

  class PoolPredict extends HTMLElement {
    async connectedCallback() {
      if (poolBook.printed || this.form) return;
      this.details = this.querySelector("details");
      if (!this.details) return;
      this.right = this.getAttribute("answer");
      let choices = this.getAttribute("choices")?.split("|");
      const src = this.getAttribute("src");
      if (src) {
        try {
          const data = await poolBook.load(src);
          choices = data.answers;
          this.right = data.natural;
          this.reachable = data.answers;
          this.ways = data.ways;
        } catch (error) {
          console.error(error);
          return;
        }
      }
      this.build(choices?.map((choice) => choice.trim()));
    }

    build(choices) {
      const summary = this.details.querySelector("summary");
      const question = this.getAttribute("question") ?? summary?.textContent ?? "What happens?";
      const id = `pool-predict-${++count}`;
      const fields = choices
        ? choices.map((choice, index) => html("label", { for: `${id}-${index}` },
          html("input", { type: "radio", name: id, id: `${id}-${index}`, value: choice }), ` ${choice}`))
        : [html("input", { type: "text", id, "aria-label": "Your answer", autocomplete: "off" })];
      this.told = html("p", { class: "pool-told", role: "status" });
      this.form = html("form", { class: "pool pool-predict", onsubmit: (event) => this.answer(event) },
        html("fieldset", {}, html("legend", {}, ...poolBook.prose(question)), ...fields),
        html("div", { class: "pool-bar" }, html("button", { type: "submit" }, "Answer and see"),
          button("Just show me", () => this.reveal(""), { class: "pool-show" })),
        this.told);
      this.prepend(this.form);
      if (summary) summary.textContent = "What really happens";
      this.details.open = false;
    }

    answer(event) {
      event.preventDefault();
      const field = this.form.querySelector("input:checked, input[type=text]");
      const said = field?.value.trim();
      if (!said) {
        this.told.textContent = "Choose or write an answer first; a guess will do.";
        return;
      }
      if (this.reachable) {
        const others = this.reachable.filter((answer) => answer !== said);
        const all = others.length ? ` So can: ${others.join("; ")}.` : " Nothing else can.";
        this.reveal(said === this.right
          ? `Yes, when first come is first served.${all}`
          : `It can happen; when first come is first served: ${this.right}.${all}`);
      } else if (this.right) {
        this.reveal(said === this.right ? "Yes." : `You said: ${said}. The answer is: ${this.right}.`);
      } else {
        this.reveal(`You said: ${said}. Compare:`);
      }
    }

    reveal(text) {
      this.told.textContent = text;
      this.details.open = true;
    }
  }

  customElements.define("pool-predict", PoolPredict);
})();
