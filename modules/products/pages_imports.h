#pragma once
#include "kernel/http/http.h"
#include "kernel/lists/list.h"
#include "kernel/random/random.h"
#include "modules/products/imports.h"

namespace ocop::products {

// /imports: the files, one of them with its rows, and what is done with it; and the same as API.
void add_import_pages(http::Router& router, Imports& imports, const lists::Host& host, Random& random);
void add_import_api(http::Router& router, Imports& imports);
inline constexpr Policy kMayImport = Policy::roles(Role::provincial_body, Role::administrator);
// The register as a file is read by whoever answers for the programme, too.
inline constexpr Policy kMayReadRegister =
    Policy::roles(Role::provincial_body, Role::administrator, Role::programme_manager, Role::ministry, Role::auditor);

void add_import_lists(http::Router& router, const lists::Host& host);
// /imports/register: what an import reads, as a list with its files. `places` outlives the router.
void add_register_list(http::Router& router, const lists::Host& host, const places::Index& places);

std::string import_path(ImportId id);
// What a column of the register is called; of kNotRead that it is none.
const Message& column_label(std::string_view field);
void draw_outcome(web::Html& out, Outcome outcome);
void write_import(json::Writer& out, const Import& import);
// "Đang ghi: 12.500 trong 100.000 dòng".
std::string step_words(const ImportProgress::Step& step, Language language);
extern const std::string_view kImportSchema;   // of what write_import writes

}  // namespace ocop::products
