#pragma once

// Port of the module: nothing that others need. It fills a slot of every list (lists::Above) and one of the own page
// (identity::ProfilePart).
namespace ocop::filters {}
