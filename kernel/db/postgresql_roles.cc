#include "kernel/db/postgresql_roles.h"

namespace ocop::db::postgresql {

namespace {
// One row a statement to run, as text: names are quoted by the server itself (format %I). $1 cannot be used in a script, so the role's name
// goes in as a quoted literal made by the server too.
std::string grants_for(const std::string& role_literal) {
  return "SELECT format('REVOKE ALL ON %I.%I FROM PUBLIC, %I', schemaname, tablename, " + role_literal +
         ") FROM pg_tables WHERE schemaname = current_schema() "
         "UNION ALL SELECT format('GRANT %s ON %I.%I TO %I', "
         "CASE WHEN tablename IN ('ocop_migration', 'ocop_append_only') THEN 'SELECT' "
         "WHEN tablename IN (SELECT name FROM ocop_append_only) THEN 'SELECT, INSERT' "
         "ELSE 'SELECT, INSERT, UPDATE, DELETE' END, schemaname, tablename, " + role_literal +
         ") FROM pg_tables WHERE schemaname = current_schema() "
         "UNION ALL SELECT format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), " + role_literal + ")";
}

std::string literal(const std::string& text) {
  std::string out = "'";
  for (const char byte : text) out.append(byte == '\'' ? 2 : 1, byte);
  return out + "'";
}
}  // namespace

Standing standing_of(Connection& connection) {
  Standing out;
  out.role = connection.value_of("SELECT current_user");
  const bool there = connection.value_of("SELECT to_regclass('ocop_migration') IS NOT NULL") == "t";
  out.tables = there ? Standing::Tables::there : Standing::Tables::none;
  const char* question = there ? "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('ocop_migration')"
                               : "SELECT has_schema_privilege(current_schema(), 'CREATE')";
  out.over = connection.value_of(question) == "t" ? Standing::Over::tables : Standing::Over::nothing;
  return out;
}

void grant_tables(Connection& owner, const std::string& role) {
  owner.execute_script("BEGIN");
  for (const std::string& grant : owner.column_of(grants_for(literal(role)))) owner.execute_script(grant);
  owner.execute_script("COMMIT");
}

std::string table_without_grant(Connection& connection) {
  return connection.value_of("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND NOT has_table_privilege("
                             "format('%I.%I', schemaname, tablename), 'SELECT') ORDER BY 1 LIMIT 1");
}

}  // namespace ocop::db::postgresql
