#pragma once
#include "modules/evaluation/requests.h"

// What requests for completion carry: the limits and words of each field (docs/a-module.md).
namespace ocop::evaluation {

// Of the API: items by what they are about, a criterion's code or the name of a kind of paper.
struct AskInput {
  std::int64_t version = 0;
  std::string words;
  Date until{};
  std::vector<Pair> items;
};
// Of the page: what stands out is offered with a box and its words; one thing more may be named.
struct AskForm {
  std::int64_t version = 0;
  std::string words;
  Date until{};
  std::vector<Pair> items;  // "item.1.1"
  std::vector<Pair> ticks;  // "ask.1.1"
  std::string more_about, more;
};
const input::Declaration<AskInput>& completion_fields();
const input::Declaration<AskForm>& completion_form();
const input::Declaration<AnswerCompletion>& completion_answer_fields();  // of the API: declared or refused
const input::Declaration<AnswerCompletion>& completion_answer_form();  // an unticked box is no

const input::Declaration<CorrectField>& correction_fields();

AskCompletion ask_of(const AskInput& input);
AskCompletion ask_of(const AskForm& form);  // what is ticked and has words, and what is named beside

}  // namespace ocop::evaluation
