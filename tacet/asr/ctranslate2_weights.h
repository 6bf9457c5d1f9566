// CTranslate2Weights: reads the variables of a CTranslate2 `model.bin`.
//
// The format, little-endian, as CTranslate2 4.8 writes it (python/ctranslate2/specs/model_spec.py)
// and reads it (src/models/model.cc): u32 version; string spec name; u32 revision; u32 count; per
// variable: string name, u8 rank, u32 dimensions[rank], u8 type, u32 bytes, data; u32 count; per
// alias: string alias, string variable. A string is u16 length with its closing zero, then bytes.
// Versions 4 to 6, which name the type, are read.
//
// The file is outside input: every size is checked against what is left of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/base/result.h"

namespace tacet::asr {

// Values are those in the file.
enum class WeightType : uint8_t {
  kFloat32 = 0,
  kInt8 = 1,
  kInt16 = 2,
  kInt32 = 3,
  kFloat16 = 4,
  kBfloat16 = 5,
};

// A variable; a view into the file's bytes, which need not be aligned.
struct WeightVariable {
  WeightType type = WeightType::kFloat32;
  std::vector<size_t> shape;  // empty = one number
  size_t size = 1;            // product of the shape
  std::span<const std::byte> bytes;
};

// Owns a mapping of the file, if it opened one. Thread-safe after it is made.
class CTranslate2Weights {
 public:
  // Maps the file. kNotFound when it cannot be opened, kDataLoss when it is damaged.
  static Result<std::unique_ptr<CTranslate2Weights>> Open(const std::string& path);
  // Reads from memory that must outlive the result. `name` stands in the error messages.
  static Result<std::unique_ptr<CTranslate2Weights>> Parse(std::span<const std::byte> file,
                                                           const std::string& name);
  ~CTranslate2Weights();
  CTranslate2Weights(const CTranslate2Weights&) = delete;
  CTranslate2Weights& operator=(const CTranslate2Weights&) = delete;

  const std::string& name() const { return name_; }  // the path, for messages
  const std::string& spec() const { return spec_; }  // "WhisperSpec"
  size_t variable_count() const { return variables_.size(); }

  // Null when there is no variable or alias of that name.
  const WeightVariable* Find(std::string_view name) const;

  // Writes the variable to `values`, as floats whatever its type: 16-bit floats are widened, 8- and
  // 16-bit integers are divided by the variable NAME_scale (one number, or one per row). `shape` is
  // what the caller expects, `values` has as many places. kDataLoss when the variable is missing,
  // has another shape, or has no proper scale; `values` is then undefined.
  Status ReadFloats(const std::string& name, std::span<const size_t> shape,
                    std::span<float> values) const;

  // A variable that is one integer. kDataLoss when it is missing or no integer.
  Result<int64_t> ReadInteger(const std::string& name) const;

 private:
  CTranslate2Weights(std::span<const std::byte> file, std::string name);
  Status ParseFile();
  tl::unexpected<Error> Damaged(const std::string& problem) const;

  std::span<const std::byte> file_;
  bool mapped_ = false;
  std::string name_;
  std::string spec_;
  std::map<std::string, WeightVariable, std::less<>> variables_;
};

}  // namespace tacet::asr
