#include "tacet/api/model_overrides.h"

namespace tacet::api {

std::span<const ModelOverride> ModelOverrides() {
  static constexpr ModelOverride kOverrides[] = {
      {.shape = "PiiEntityTypes",
       .member = "",
       .max = 30,
       .reason = "The model's limit is 29, but its enum has 30 values, and a client may name all."},
      {.shape = "Media",
       .member = "MediaFileUri",
       .max = {},
       .reason = "Not marked as required in the model, but no job can do without it."},
  };
  return kOverrides;
}

}  // namespace tacet::api
