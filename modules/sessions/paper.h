#pragma once
#include <span>
#include <string>

#include "kernel/documents/document.h"
#include "modules/sessions/service.h"

namespace ocop::sessions {

// The agenda as somebody reads it who sees `shown`: to print, in Vietnamese, without anything of sheets; and as a table (RFC 4180), with
// what the page says of them.
Result<std::string> agenda_pdf(const Service::Shown& shown, const places::Index& places, Instant now, const print::PdfFonts& fonts);
std::string agenda_csv(const Service::Shown& shown, const places::Index& places, Language language);

// "3/5", or nothing where its reader may not see that; his own sheet in words.
std::string sheets_words(const evaluation::AgendaStanding& standing);
const Message& own_words(evaluation::AgendaStanding::Own own);

}  // namespace ocop::sessions
