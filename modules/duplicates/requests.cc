#include "modules/duplicates/requests.h"

#include "modules/duplicates/messages.h"

namespace ocop::duplicates {

const input::Declaration<IsOne>& is_one() {
  static const input::Declaration<IsOne> fields{
      input::version(&IsOne::version),
      input::id("into", &IsOne::into,
                {.label = msg::into, .missing = msg::into_is_one_of_two, .about = "the real record, one of the two"})};
  return fields;
}
const input::Declaration<AreTwo>& are_two() {
  static const input::Declaration<AreTwo> fields{input::version(&AreTwo::version)};
  return fields;
}
const input::Declaration<TakeBack>& take_back() {
  static const input::Declaration<TakeBack> fields{input::version(&TakeBack::version)};
  return fields;
}

}  // namespace ocop::duplicates
