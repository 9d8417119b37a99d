#pragma once
#include "modules/evaluation/service.h"

// What a dossier gives to the province's file for the Ministry, drawn and named. Inner header.
namespace ocop::evaluation {

class HandedOn final : public HandingOn {
 public:
  explicit HandedOn(Service& service) : service_(service) {}   // which outlives it
  Result<FileForMinistry> file_for_ministry(const Actor& actor, DossierId dossier) const override;
  Result<FileForMinistry> sent_file(const Actor& actor, DossierId file) const override;

 private:
  Result<FileForMinistry> drawn(const ResultView& result) const;
  Service& service_;
};

}  // namespace ocop::evaluation
