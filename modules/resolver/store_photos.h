#pragma once
#include <span>
#include <vector>

#include "kernel/db/db.h"
#include "modules/resolver/types.h"

// Rows of the photos of reports. Access is the service's.
namespace ocop::resolver::photo_rows {

void insert(db::Transaction& transaction, std::span<const ReportPhoto> photos);
// Of several reports; each report's in their order.
std::vector<ReportPhoto> of(db::Reader& reader, std::span<const ReportId> reports);
// Of reports that were closed before then, at most `limit`.
std::vector<ReportPhotoId> outlived(db::Reader& reader, Instant closed_before, int limit);
void remove(db::Transaction& transaction, ReportPhotoId photo);
// In the order of their ids after `after`, for the check of files.
std::vector<ReportPhoto> after(db::Reader& reader, ReportPhotoId after, int limit);

}  // namespace ocop::resolver::photo_rows
