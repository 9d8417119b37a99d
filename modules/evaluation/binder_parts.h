#pragma once
#include <span>
#include <string>
#include <vector>

#include "modules/evaluation/binder_pdf.h"

// The papers that are drawn for a binder alone; inner.
namespace ocop::evaluation::binding {

// A line of the contents.
struct Line { std::string title; int level = 1; int page = 0; };

documents::Document cover(const BinderFacts& facts, std::string_view address);
documents::Document contents(const BinderFacts& facts, std::span<const Line> lines);
// Requests for completion with their answers, and slips that officers put right. Precondition: there are some.
bool has_requests(const Binder& binder);
documents::Document requests(const BinderFacts& facts);
// The proof by number, with the digest of each file.
documents::Document evidence_list(const BinderFacts& facts);
// In place of a paper: why it is not bound, and its digest.
documents::Document absent(const BinderFacts& facts, const Evidence& evidence, std::string_view why);
std::string evidence_title(const Evidence& evidence);   // "12.1 Phiếu kiểm nghiệm tháng 5"

}  // namespace ocop::evaluation::binding
