#pragma once
#include <gtest/gtest.h>

#include "kernel/db/columns.h"
#include "kernel/signatures/tests/signed_pdf.h"
#include "modules/certificates/rulings.h"
#include "modules/certificates/tests/fixture.h"

// A province that decides on many products at once, with people who sign.
namespace ocop::certificates::test {

namespace signing = signatures::test;
using signatures::Standing;

// Whom the province believes, and whom nobody knows. Keys cost time.
struct Signers {
  signing::Identity root = signing::issue("Root CA", signing::Use::authority);
  signing::Identity chair = signing::issue("UBND tỉnh Lâm Đồng", signing::Use::signing, &root);
  signing::Identity stranger = signing::issue("Người lạ", signing::Use::signing);
  signatures::Anchors anchors = signatures::Anchors::of_pem(root.pem()).value();
  signing::Identity clerk = signing::issue("Văn thư", signing::Use::signing, &root);
  std::string good = signing::signed_pdf(chair), unknown = signing::signed_pdf(stranger), plain = signing::unsigned_pdf();
};
inline const Signers& signers() {
  static const Signers made;
  return made;
}
inline const rulebooks::Library& library() {
  static const rulebooks::Library loaded = rulebooks::load().value();
  return loaded;
}

class RulingsOfProvince : public CertificatesWithFiles {
 protected:
  void SetUp() override {
    CertificatesWithFiles::SetUp();
    if (IsSkipped()) return;
    rulings_.emplace(Rulings::Parts{database(), *blobs_, clock_, random_, service(), signers().anchors, library()});
  }
  void TearDown() override {
    rulings_.reset();
    CertificatesWithFiles::TearDown();
  }
  using Lines = std::vector<std::pair<std::uint8_t, Outcome>>;
  static RulingInput of(const Lines& lines) {
    RulingInput out;
    out.minutes = "Biên bản số 12/BB-HĐ ngày 10/11/2026 của Hội đồng";
    for (const auto& [n, outcome] : lines) {
      out.outcomes.push_back({some_id<DossierId>(n).text(), std::string(name(outcome))});
      if (outcome == Outcome::not_recognised) out.reasons.push_back({some_id<DossierId>(n).text(), "Chưa đạt 50 điểm"});
    }
    return out;
  }
  static SignedRuling paper(std::string number = "3981/QĐ-UBND", std::string_view file = signers().good) {
    return {std::move(number), day("2026-11-20"), "Phó Chủ tịch Trần Văn Mẫu", {"qd.pdf", file}, 1};
  }
  RulingId prepare(const Lines& lines) { return rulings_->prepare(official(), of(lines)).value().id; }
  // Four, three and two stars.
  RulingId three() {
    add_dossier(1, 4, 4);
    add_dossier(2, 3, 3);
    add_dossier(3, 2, 2);
    return prepare({{1, Outcome::recognised}, {2, Outcome::recognised}, {3, Outcome::not_recognised}});
  }
  std::int64_t count(const char* table) {
    const std::string sql = std::string("SELECT count(*) FROM ") + table;
    const db::Statement statement{table, sql};
    return database().read([&](db::Reader& reader) { return *reader.first(db::value<std::int64_t>, statement); });
  }
  std::int64_t log_size() { return database().read([](db::Reader& reader) { return tlog::head(reader).size; }); }
  std::vector<std::string> recheck() {
    return database().read([&](db::Reader& reader) {
      EXPECT_TRUE(tlog::check_kinds(reader, kLeaves).empty());
      auto findings = certificates::recheck(reader, products_);
      for (auto& one : Rulings::recheck_files(reader, *blobs_)) findings.push_back(std::move(one));
      return findings;
    });
  }
  std::optional<Rulings> rulings_;
};

}  // namespace ocop::certificates::test
