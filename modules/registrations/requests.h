#pragma once
#include "kernel/http/input.h"
#include "modules/registrations/types.h"

// What the requests of this module carry: limits and words of each field.
namespace ocop::registrations {

const input::Declaration<Profile>& profile_fields();
const input::Declaration<ProfileForm>& profile_form();
const input::Declaration<ProducerForm>& producer_form();
const input::Declaration<ProducerAgain>& producer_again();
const input::Declaration<ProductForm>& product_form();
const input::Declaration<ProductAgain>& product_again();
const input::Declaration<LegalForm>& legal_form();
const input::Declaration<LegalFormAgain>& legal_form_again();
const input::Declaration<Version>& version_fields();
const input::Declaration<Return>& return_fields();

}  // namespace ocop::registrations
