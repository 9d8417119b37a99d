#pragma once
#include "kernel/http/input.h"
#include "modules/packagings/types.h"

namespace ocop::packagings {

const input::Declaration<Draft>& new_packaging();        // without a version
const input::Declaration<Draft>& changed_packaging();
const input::Declaration<Period>& period();
const input::Declaration<Ending>& ending();
const input::Declaration<LotWords>& lot_words();
const input::Declaration<NoteWords>& note_words();

}  // namespace ocop::packagings
