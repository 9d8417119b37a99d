#pragma once
#include <optional>
#include <span>

#include "modules/evaluation/pages_parts.h"

// Written views of a renewal on the pages of others (pages_positions.cc).
namespace ocop::evaluation::pages {

http::Response position_page(const Context& context, const http::Call<>& call, const PositionView& view);
Result<http::Response> show_position(const Context& context, const http::Call<>& call, DossierId id);
// Which way the council goes or went (article 7.6d), to whoever may know; nothing of a dossier that is scored at once.
void positions_way(web::Html& out, const Dossier& dossier);
void positions_list(web::Html& out, std::span<const Position> all, const Names& names);     // nothing when there are none
void renewal_line(web::Html& out, const std::optional<rules::Deadline>& ends);              // the 45 days; nothing when they do not run
// On the page of the dossier, to its offices and council.
void positions_part(web::Html& out, const Context& context, const DossierView& view);
// The chair's and the province's: until when, and the button after the last day.
void positions_progress(web::Html& out, const http::Call<>& call, const ClosingView& view, Date today);
void add_positions(http::Router& router, const Owner& owner,
                   Result<http::Response> (*closing)(const Context&, const http::Call<>&, DossierId));

}  // namespace ocop::evaluation::pages
