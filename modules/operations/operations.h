#pragma once

// Port of the module: nothing yet that others need. It shows an administrator the running program (background jobs) and owns no table.
namespace ocop::operations {}
