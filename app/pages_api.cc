#include <algorithm>
#include <array>

#include "app/messages.h"
#include "app/pages.h"
#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"

// The table of /api in both languages, and the page of rights made from the same lines. A route says what it does in English, once, beside
// its handler; the Vietnamese is found by it.
namespace ocop::app {
namespace {

using web::Html;
using web::operator""_h;

constexpr const Message* kDoes[]{   // not std::array: clang deduces the size of one from at most 256
    &msg::does_a_page_by_its_name, &msg::does_a_draft_of_a_page, &msg::does_editions_of_a_page, &msg::does_face_of_a_page,
    &msg::does_story_of_a_page, &msg::does_add_a_step, &msg::does_change_a_step, &msg::does_move_a_step, &msg::does_remove_a_step,
    &msg::does_papers_of_a_page, &msg::does_shops_of_a_page, &msg::does_hours_of_a_page, &msg::does_contact_of_a_page,
    &msg::does_trade_of_a_page, &msg::does_look_of_a_page,
    &msg::does_name_of_a_page, &msg::does_publish_a_page, &msg::does_unpublish_a_page, &msg::does_restore_an_edition,
    &msg::does_reported_decisions, &msg::does_decisions_on_paper, &msg::does_products_of_a_reported_decision,
    &msg::does_file_for_the_ministry, &msg::does_zip_for_the_ministry, &msg::does_send_to_the_ministry, &msg::does_receive_a_file,
    &msg::does_take_the_central_result,
    &msg::does_rulings, &msg::does_prepare_a_ruling, &msg::does_a_ruling, &msg::does_file_of_a_ruling, &msg::does_draft_of_a_ruling,
    &msg::does_draft_of_a_ruling_for_word, &msg::does_change_a_ruling, &msg::does_record_a_ruling, &msg::does_put_a_ruling_away,
    &msg::does_refused_of_a_draft,
    &msg::does_prepare_a_confirmation, &msg::does_a_confirmed_decision, &msg::does_file_of_a_confirmation,
    &msg::does_change_a_confirmation, &msg::does_confirm_a_decision, &msg::does_put_a_confirmation_away,
    &msg::does_likely_producers, &msg::does_candidates_of_a_merge, &msg::does_merge_a_producer, &msg::does_part_a_producer,
    &msg::does_privacy_notice, &msg::does_breaches, &msg::does_a_breach, &msg::does_record_a_breach, &msg::does_change_a_breach,
    &msg::does_notified_of_a_breach, &msg::does_close_a_breach, &msg::does_own_consents, &msg::does_withdraw_a_consent,
    &msg::does_proof_of_a_confirmation, &msg::does_check_a_label,
    &msg::does_propose_a_withdrawal, &msg::does_a_proposed_withdrawal, &msg::does_conclude_a_withdrawal, &msg::does_submit_a_withdrawal,
    &msg::does_decide_a_withdrawal, &msg::does_move_a_withdrawal, &msg::does_drop_a_withdrawal, &msg::does_withdrawals,
    &msg::does_make_a_plan_of_checks,
    &msg::does_a_plan_of_checks, &msg::does_change_a_sample, &msg::does_issue_a_plan_of_checks, &msg::does_plans_of_checks,
    &msg::does_arrange_a_check, &msg::does_a_check, &msg::does_change_a_check, &msg::does_note_a_finding, &msg::does_ask_to_mend,
    &msg::does_say_what_was_mended, &msg::does_conclude_a_check, &msg::does_cancel_a_check, &msg::does_checks,
    &msg::does_complain_about_a_result, &msg::does_terms_for_complaints, &msg::does_set_terms_for_complaints, &msg::does_a_complaint,
    &msg::does_receive_a_complaint, &msg::does_answer_a_complaint, &msg::does_withdraw_a_complaint, &msg::does_complaints,
    &msg::does_days_of_scans, &msg::does_scans_of_a_product, &msg::does_report_a_fake,
    &msg::does_a_photo_of_a_report,
    &msg::does_plan_a_session, &msg::does_sessions, &msg::does_a_session, &msg::does_change_a_session, &msg::does_add_to_a_session,
    &msg::does_fill_a_session, &msg::does_move_in_a_session, &msg::does_remove_from_a_session, &msg::does_call_a_session,
    &msg::does_note_a_session_as_held, &msg::does_cancel_a_session,
    &msg::does_enter_an_idea, &msg::does_ideas, &msg::does_forecast_of_ideas, &msg::does_an_idea, &msg::does_change_an_idea,
    &msg::does_register_an_idea, &msg::does_start_an_idea, &msg::does_product_of_an_idea, &msg::does_dossier_of_an_idea,
    &msg::does_give_an_idea_up, &msg::does_step_of_an_idea, &msg::does_step_is_done, &msg::does_remove_a_step_of_an_idea,
    &msg::does_waits_of_a_province, &msg::does_add_a_round, &msg::does_wait_of_a_dossier, &msg::does_opinion_on_a_dossier,
    &msg::does_opinions_on_dossiers, &msg::does_results_of_dossiers, &msg::does_remove_a_round, &msg::does_take_words_back,
    &msg::does_samples_of_a_dossier, &msg::does_count_the_samples_of_a_dossier,
    &msg::does_give_an_opinion, &msg::does_councils_of_a_province,
    &msg::does_visits_of_a_dossier, &msg::does_plan_a_visit, &msg::does_a_visit, &msg::does_call_off_a_visit,
    &msg::does_note_a_visit, &msg::does_photo_to_a_visit, &msg::does_photo_of_a_visit, &msg::does_remove_a_photo_of_a_visit,
    &msg::does_take_a_place_out,
    &msg::does_ask_a_producer, &msg::does_enquiries, &msg::does_answer_an_enquiry,
    &msg::does_ask_for_a_quotation, &msg::does_a_quotation, &msg::does_answer_a_quotation, &msg::does_quotations_of_a_producer,
    &msg::does_begin_a_quotation, &msg::does_a_quotation_of_a_producer, &msg::does_offer_a_quotation,
    &msg::does_place_an_order, &msg::does_an_order, &msg::does_buyers_step, &msg::does_orders_of_a_producer,
    &msg::does_an_order_of_a_producer, &msg::does_makers_step, &msg::does_statement_of_a_bank,
    &msg::does_buyers_receipt, &msg::does_makers_receipt, &msg::does_delivery_note, &msg::does_seller_of_orders,
    &msg::does_set_seller_of_orders, &msg::does_sales_of_a_producer, &msg::does_note_an_invoice,
    &msg::does_parcels_of_a_producer, &msg::does_note_a_parcel,
    &msg::does_channels, &msg::does_readiness_for_channels,
    &msg::does_account_of_a_producer, &msg::does_set_an_account, &msg::does_end_an_account, &msg::does_banks,
    &msg::does_numbers_of_a_producer, &msg::does_set_numbers, &msg::does_end_numbers, &msg::does_give_a_number,
    &msg::does_listings_of_a_product, &msg::does_note_a_listing, &msg::does_end_a_listing, &msg::does_confirm_a_listing,
    &msg::does_shares_of_listings, &msg::does_listings, &msg::does_products_without_a_listing,
    &msg::does_ladder_of_a_dossier, &msg::does_cost_of_an_option, &msg::does_keep_a_plan, &msg::does_remove_a_plan,
    &msg::does_a_result_to_be_made_again,
    &msg::does_printed_copies,
    &msg::does_packagings, &msg::does_all_packagings, &msg::does_prepare_a_packaging, &msg::does_change_a_packaging,
    &msg::does_remove_a_packaging, &msg::does_put_a_packaging_in_use, &msg::does_end_a_packaging,
    &msg::does_unname_a_packaging, &msg::does_lots_of_a_packaging,
    &msg::does_note_on_a_packaging,
    &msg::does_items, &msg::does_own_items, &msg::does_add_an_item, &msg::does_change_an_item, &msg::does_end_an_item,
    &msg::does_resume_an_item, &msg::does_first_item, &msg::does_sheet, &msg::does_write_a_sheet,
    &msg::does_prepare_a_revocation, &msg::does_revoke_a_confirmation, &msg::does_put_a_revocation_away, &msg::does_file_of_a_revocation,
    &msg::does_settles_the_unit_of_a_product, &msg::does_takes_back_a_settled_unit_all, &msg::does_which_of_several_units_a_product,
    &msg::does_a_certificate_and_how_it_stands, &msg::does_a_commune_and_the_units_it, &msg::does_a_photo_one_place_earlier_or,
    &msg::does_a_producer, &msg::does_a_product_by_id_or_public, &msg::does_a_province_and_its_communes,
    &msg::does_accounts_by_name_q_role_the, &msg::does_acts_done_without_a_network_in,
    &msg::does_add_a_paper_multipartformdata_with_kind, &msg::does_replace_a_paper_multipartformdata_as_for,
    &msg::does_remove_a_paper_drafts_lose_it, &msg::does_add_a_photo_multipartformdata_with_file,
    &msg::does_certificates_newest_first_province_stars_validity, &msg::does_checks_a_proof_file_against_this,
    &msg::does_close_the_scoring_and_fix_the, &msg::does_closed_dossiers_of_the_province_that,
    &msg::does_communes_by_a_present_or_former, &msg::does_the_unit_that_an_address_means,
    &msg::does_figures_of_a_province_its_code, &msg::does_pairs_of_products_that_may_be, &msg::does_two_products_that_may_be_one,
    &msg::does_one_product_the_other_record_leads, &msg::does_two_different_products_never_proposed,
    &msg::does_takes_the_answer_back_what_was,
    &msg::does_send_a_register_file_multipartformdata_with, &msg::does_a_register_file_and_what_the,
    &msg::does_correct_one_cell_of_it_all, &msg::does_use_the_corrections_of_the_senders, &msg::does_bring_a_register_file_in_one,
    &msg::does_take_a_register_import_back_within, &msg::does_put_a_register_file_away_of,
    &msg::does_register_files_that_were_sent_with, &msg::does_rows_of_a_register_file_import,
    &msg::does_create_an_account_with_a_temporary, &msg::does_deactivate_or_activate_again,
    &msg::does_drop_a_draft_that_was_never, &msg::does_form_01_of_the_dossier_for, &msg::does_form_01_of_the_dossier_ready,
    &msg::does_form_02_of_the_dossier_for, &msg::does_form_02_of_the_dossier_ready, &msg::does_form_03_of_the_dossier,
    &msg::does_the_whole_dossier_as_one_pdf,
    &msg::does_give_a_role, &msg::does_hand_in_the_own_sheet_it, &msg::does_insist_on_an_act_that_was,
    &msg::does_let_a_member_score_again_with, &msg::does_make_a_temporary_password, &msg::does_name_the_council_and_open_the,
    &msg::does_one_account, &msg::does_one_dossier, &msg::does_one_rulebook, &msg::does_one_scoring_table_as_the_program,
    &msg::does_open_a_dossier_for_one_of, &msg::does_papers_of_a_producer_without_files, &msg::does_photos_of_a_product_in_their,
    &msg::does_labels_of_a_product, &msg::does_displays_of_a_product, &msg::does_fill_a_platforms_workbook, &msg::does_reckon_a_price,
    &msg::does_producers_by_name_q_kind_and, &msg::does_products_of_the_province_whose_printed,
    &msg::does_products_q_province_commune_stars_group, &msg::does_provinces_since_1_july_2025,
    &msg::does_records_the_provinces_decision_with_recognised, &msg::does_remove_a_photo_its_address_answers,
    &msg::does_revoke_a_token_of_the_accounts, &msg::does_revoke_one_own_token_of_a, &msg::does_rulebooks_with_their_bands_and_product,
    &msg::does_save_one_answer_of_the_own, &msg::does_save_one_answer_of_the_selfassessment, &msg::does_save_the_knockouts_each_with_its,
    &msg::does_save_the_opinion_on_a_part, &msg::does_score_sheets_against_a_table, &msg::does_save_the_communes_report_on_the,
    &msg::does_forward_the_dossier_to_the_province, &msg::does_send_a_dossier_back_to_be_done,
    &msg::does_settings_from_a_day_on, &msg::does_settings_of_the_provinces_council_regulation,
    &msg::does_submit_the_dossier_ifmatch_carries_the, &msg::does_take_a_role_away, &msg::does_the_account_of_the_token_or,
    &msg::does_the_callers_acts_that_wait_for, &msg::does_the_callers_own_sheet_own_or,
    &msg::does_the_councils_result_criterion_by_criterion, &msg::does_the_file_that_proves_the_certificate,
    &msg::does_the_result_of_a_closed_dossier, &msg::does_this_api_as_openapi_31_generated, &msg::does_what_is_said_about_a_photo,
    &msg::does_who_has_handed_in_never_what, &msg::does_whose_acts_this_browser_may_send, &msg::does_withdraws_a_certificate_on_a_ground,
    &msg::does_background_jobs_with_totals_what_failed, &msg::does_choose_channels_hour_and_language,
    &msg::does_close_a_report_with_what_was, &msg::does_delete_address_number_links_and_what, &msg::does_end_a_waiting_job_ask_a,
    &msg::does_how_the_account_is_told_address, &msg::does_is_the_star_of_this_code, &msg::does_mark_all_own_notices_as_read,
    &msg::does_mark_one_notice_as_read, &msg::does_one_background_job, &msg::does_one_own_saved_filter, &msg::does_one_report_of_a_fake,
    &msg::does_own_notices_newest_first_state_unread, &msg::does_own_saved_filters_list_narrows_to,
    &msg::does_put_a_job_away_that_failed, &msg::does_remove_an_own_saved_filter, &msg::does_reports_of_fakes_in_the_province,
    &msg::does_run_a_job_again_that_failed, &msg::does_save_what_a_list_is_narrowed, &msg::does_send_a_link_to_a_mail,
    &msg::does_send_a_link_to_a_mobile, &msg::does_take_back_a_link_that_needs, &msg::does_what_runs_by_itself_and_when,
    &msg::does_what_waits_for_the_caller_by, &msg::does_roles_that_wait_for_a_second,
    &msg::does_confirm_a_role_that_another_administrator, &msg::does_refuse_a_waiting_role_or_take,
    &msg::does_join, &msg::does_register_a_producer, &msg::does_register_a_product,
    &msg::does_ask_for_a_change_of_legal_form, &msg::does_what_the_forms_ask, &msg::does_save_what_the_forms_ask,
    &msg::does_one_registration, &msg::does_registrations, &msg::does_mend_a_producer,
    &msg::does_mend_a_product, &msg::does_mend_a_legal_form, &msg::does_confirm_a_registration,
    &msg::does_return_a_registration, &msg::does_withdraw_a_registration,
    &msg::does_take_over_a_producer, &msg::does_say_a_producer_is_own, &msg::does_a_claim_letters_code,
    &msg::does_claim_letters, &msg::does_one_claim, &msg::does_accept_a_claim,
    &msg::does_refuse_a_claim, &msg::does_claims,
    &msg::does_who_acts_for_a_producer, &msg::does_let_somebody_act, &msg::does_end_a_mandate,
    &msg::does_whom_the_caller_helps, &msg::does_accept_to_act, &msg::does_accept_by_link,
    &msg::does_give_a_mandate_back,
    &msg::does_own_second_steps, &msg::does_begin_an_app, &msg::does_confirm_an_app,
    &msg::does_remove_the_app, &msg::does_make_recovery_codes, &msg::does_take_second_steps_away,
    &msg::does_sign_in_passkey_options, &msg::does_new_passkey_options,
    &msg::does_add_a_passkey, &msg::does_remove_a_passkey,
    &msg::does_own_sessions, &msg::does_sign_one_device_out, &msg::does_sign_all_devices_out,
    &msg::does_the_register_as_printed,
    &msg::does_all_that_is_held_of_the, &msg::does_what_one_asked_about_the_own, &msg::does_ask_something_about_the_own_data,
    &msg::does_take_an_own_request_back, &msg::does_erase_the_own_account_in_seven, &msg::does_what_people_ask_about_their_data,
    &msg::does_one_request_about_data_the_look, &msg::does_answer_a_request_or_end_it, &msg::does_give_a_request_more_days_once,
    &msg::does_who_did_or_read_what,
    &msg::does_own_offices, &msg::does_let_an_official_stand_in, &msg::does_end_a_delegation,
    &msg::does_what_is_open_in_an_office, &msg::does_hand_an_office_over,
    &msg::does_dossiers_that_reached_the_province, &msg::does_save_the_advisory_groups_report,
    &msg::does_ask_the_producer_to_complete, &msg::does_answer_a_request_for_completion,
    &msg::does_cancel_a_request_for_completion, &msg::does_correct_a_slip_in_the_producers_form,
    &msg::does_write_down_what_the_council_discussed, &msg::does_say_a_conflict_of_interest, &msg::does_name_a_stand_in,
    &msg::does_say_a_conflict_of_interest_as_chair, &msg::does_name_another_chair,
    &msg::does_a_written_view, &msg::does_give_a_written_view, &msg::does_settle_written_views,
    &msg::does_minutes_of_a_council, &msg::does_minutes_of_a_council_for_word, &msg::does_the_councils_report,
    &msg::does_the_councils_report_for_word,
    &msg::does_invitations_to_officials_roles, &msg::does_invite_to_an_officials_role, &msg::does_withdraw_an_invitation_to_a_role,
    &msg::does_what_an_invitations_link_leads_to, &msg::does_make_the_account_of_the_invited, &msg::does_accept_an_officials_role};

}  // namespace

const Message& people(Role role) {
  switch (role) {
    case Role::producer_member: return msg::who_producer_member;
    case Role::commune_officer: return msg::who_commune_officer;
    case Role::provincial_body: return msg::who_provincial_body;
    case Role::council_member: return msg::who_council_member;
    case Role::council_chair: return msg::who_council_chair;
    case Role::administrator: return msg::who_administrator;
    case Role::helper: return msg::who_helper;
    case Role::secretary: return msg::who_secretary;
    case Role::advisory_group: return msg::who_advisory_group;
    case Role::programme_manager: return msg::who_programme_manager;
    case Role::ministry: return msg::who_ministry;
    case Role::auditor: return msg::who_auditor;
  }
  return msg::who_anyone;
}

std::optional<std::string_view> what_it_does(std::string_view summary, Language language) {
  for (const Message* one : kDoes)
    if (one->en == summary) return translate(*one, language);
  return std::nullopt;
}

std::string who_may(const Policy& policy, Language language) {
  if (policy.kind() == Policy::Kind::anyone) return std::string(translate(msg::who_anyone, language));
  if (policy.kind() == Policy::Kind::signed_in) return std::string(translate(msg::who_signed_in, language));
  std::string out;
  for (int i = 0; i < kRoleCount; ++i) {
    const auto role = static_cast<Role>(i);
    if (policy.names(role)) out.append(out.empty() ? "" : ", ").append(translate(people(role), language));
  }
  return out;
}

std::vector<std::string> rights_of(const http::Router& router, std::optional<Role> role, Right right, Language language) {
  std::vector<std::string> out;
  for (const http::Route& route : router.routes()) {
    const Policy& policy = route.policy;
    const bool reads = route.method == http::Method::get || route.method == http::Method::head;
    const bool named = role ? policy.kind() == Policy::Kind::roles && policy.names(*role) : policy.kind() == Policy::Kind::signed_in;
    if (!route.pattern.starts_with("/api/") || !named || reads != (right == Right::reads)) continue;
    out.emplace_back(what_it_does(route.summary, language).value_or(route.summary));
  }
  std::ranges::sort(out, {}, [](const std::string& one) { return text::collation_key(one); });
  const auto again = std::ranges::unique(out);
  out.erase(again.begin(), again.end());
  return out;
}

namespace {

const Message& reach_of(Role role) {
  switch (role) {
    case Role::producer_member: return msg::reach_producer_member;
    case Role::commune_officer: return msg::reach_commune_officer;
    case Role::provincial_body: return msg::reach_provincial_body;
    case Role::council_member: return msg::reach_council_member;
    case Role::council_chair: return msg::reach_council_chair;
    case Role::administrator: return msg::reach_administrator;
    case Role::helper: return msg::reach_helper;
    case Role::secretary: return msg::reach_secretary;
    case Role::advisory_group: return msg::reach_advisory_group;
    case Role::programme_manager: return msg::reach_programme_manager;
    case Role::ministry: return msg::reach_ministry;
    case Role::auditor: return msg::reach_auditor;
  }
  return msg::reach_signed_in;
}

void items(Html& out, const std::vector<std::string>& all) {
  out << "<ul>"_h;
  for (const std::string& one : all) out << "<li>"_h << one << "</li>"_h;
  out << "</ul>"_h;
}

void rights_part(Html& out, const http::Router& router, std::optional<Role> role) {
  const Language language = out.language();
  std::string who(translate(role ? people(*role) : msg::who_signed_in, language));
  if (who[0] >= 'a' && who[0] <= 'z') who[0] = static_cast<char>(who[0] - 'a' + 'A');   // a part of sentences elsewhere
  out << "<section class=\"panel stack\"><h2>"_h << who << "</h2><p>"_h
      << (role ? reach_of(*role) : msg::reach_signed_in) << "</p>"_h;
  if (const auto does = rights_of(router, role, Right::does, language); !does.empty()) items(out, does);
  if (const auto reads = rights_of(router, role, Right::reads, language); !reads.empty()) {
    out << "<details><summary>"_h << msg::rights_reads << "</summary>"_h;
    items(out, reads);
    out << "</details>"_h;
  }
  out << "</section>"_h;
}

}  // namespace

void rights_body(Html& out, const http::Router& router) {
  out << "<h1>"_h << msg::rights_title << "</h1><p class=\"lead\">"_h << msg::rights_lead << "</p><p>"_h << msg::rights_relation
      << "</p>"_h;
  rights_part(out, router, std::nullopt);
  for (int role = 0; role < kRoleCount; ++role) rights_part(out, router, static_cast<Role>(role));
}

}  // namespace ocop::app
