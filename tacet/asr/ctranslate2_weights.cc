#include "tacet/asr/ctranslate2_weights.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <optional>
#include <utility>

namespace tacet::asr {
namespace {

static_assert(std::endian::native == std::endian::little, "the format is little-endian");

// CTranslate2 has at most 4; more is a damaged file.
constexpr size_t kMaxRank = 8;

// Bytes of one number; nothing for a type that does not exist.
std::optional<size_t> SizeOf(uint8_t type) {
  switch (static_cast<WeightType>(type)) {
    case WeightType::kFloat32:
    case WeightType::kInt32:
      return 4;
    case WeightType::kInt16:
    case WeightType::kFloat16:
    case WeightType::kBfloat16:
      return 2;
    case WeightType::kInt8:
      return 1;
  }
  return std::nullopt;
}

// Takes values from the front of the bytes; an empty result means that too few are left.
class Reader {
 public:
  explicit Reader(std::span<const std::byte> bytes) : left_(bytes) {}

  template <typename T>
  std::optional<T> Number() {
    const auto bytes = Bytes(sizeof(T));
    if (!bytes) return std::nullopt;
    T value;
    std::memcpy(&value, bytes->data(), sizeof(T));
    return value;
  }

  std::optional<std::span<const std::byte>> Bytes(size_t size) {
    if (size > left_.size()) return std::nullopt;
    const auto taken = left_.first(size);
    left_ = left_.subspan(size);
    return taken;
  }

  // The text up to its closing zero, as CTranslate2 takes it.
  std::optional<std::string> Text() {
    const auto size = Number<uint16_t>();
    if (!size) return std::nullopt;
    const auto bytes = Bytes(*size);
    if (!bytes) return std::nullopt;
    const auto end = std::find(bytes->begin(), bytes->end(), std::byte{0});
    return std::string(reinterpret_cast<const char*>(bytes->data()),
                       static_cast<size_t>(end - bytes->begin()));
  }

  size_t left() const { return left_.size(); }

 private:
  std::span<const std::byte> left_;
};

template <typename T>
T At(std::span<const std::byte> bytes, size_t index) {
  T value;
  std::memcpy(&value, bytes.data() + index * sizeof(T), sizeof(T));
  return value;
}

float FromHalf(uint16_t half) {
  const uint32_t sign = static_cast<uint32_t>(half & 0x8000U) << 16U;
  const uint32_t exponent = (half >> 10U) & 31U;
  const uint32_t fraction = half & 0x3ffU;
  if (exponent == 0) {  // zero or subnormal: fraction * 2^-24
    const float magnitude = static_cast<float>(fraction) * 0x1p-24F;
    return sign != 0 ? -magnitude : magnitude;
  }
  const uint32_t wide = exponent == 31 ? 255U : exponent + 112U;
  return std::bit_cast<float>(sign | (wide << 23U) | (fraction << 13U));
}

float FromBfloat16(uint16_t value) {
  return std::bit_cast<float>(static_cast<uint32_t>(value) << 16U);
}

// One number; the type is a floating one.
float FloatAt(const WeightVariable& variable, size_t index) {
  switch (variable.type) {
    case WeightType::kFloat16:
      return FromHalf(At<uint16_t>(variable.bytes, index));
    case WeightType::kBfloat16:
      return FromBfloat16(At<uint16_t>(variable.bytes, index));
    default:
      return At<float>(variable.bytes, index);
  }
}

bool IsFloat(WeightType type) {
  return type == WeightType::kFloat32 || type == WeightType::kFloat16 ||
         type == WeightType::kBfloat16;
}

// For messages: the name comes from the file and may hold anything.
std::string Printable(std::string_view text) {
  std::string result;
  for (const char c : text.substr(0, 80)) result += (c >= ' ' && c <= '~') ? c : '?';
  return result;
}

}  // namespace

CTranslate2Weights::CTranslate2Weights(std::span<const std::byte> file, std::string name)
    : file_(file), name_(std::move(name)) {}

CTranslate2Weights::~CTranslate2Weights() {
  if (mapped_) munmap(const_cast<std::byte*>(file_.data()), file_.size());
}

Result<std::unique_ptr<CTranslate2Weights>> CTranslate2Weights::Open(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return MakeError(ErrorCode::kNotFound, "cannot open the model file " + path + ": " +
                                               std::strerror(errno) + "; pull or name a model");
  }
  struct stat info = {};
  if (fstat(file, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size <= 0) {
    close(file);
    return MakeError(ErrorCode::kDataLoss, "the model file " + path + " is empty or no file");
  }
  const auto size = static_cast<size_t>(info.st_size);
  void* const data = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  close(file);
  if (data == MAP_FAILED) {
    return MakeError(ErrorCode::kResourceExhausted,
                     "cannot map the model file " + path + ": " + std::strerror(errno));
  }
  std::unique_ptr<CTranslate2Weights> weights(
      new CTranslate2Weights({static_cast<const std::byte*>(data), size}, path));
  weights->mapped_ = true;
  RETURN_IF_ERROR(weights->ParseFile());
  return weights;
}

Result<std::unique_ptr<CTranslate2Weights>> CTranslate2Weights::Parse(
    std::span<const std::byte> file, const std::string& name) {
  std::unique_ptr<CTranslate2Weights> weights(new CTranslate2Weights(file, name));
  RETURN_IF_ERROR(weights->ParseFile());
  return weights;
}

tl::unexpected<Error> CTranslate2Weights::Damaged(const std::string& problem) const {
  return MakeError(ErrorCode::kDataLoss, "the model file " + name_ + " is damaged: " + problem);
}

Status CTranslate2Weights::ParseFile() {
  Reader reader(file_);
  const auto version = reader.Number<uint32_t>();
  if (!version) return Damaged("it ends in its header");
  if (*version < 4 || *version > 6) {
    return MakeError(ErrorCode::kDataLoss,
                     "the model file " + name_ + " has format version " + std::to_string(*version) +
                         "; versions 4 to 6 are read: convert the model with CTranslate2 4");
  }
  const auto spec = reader.Text();
  const auto revision = reader.Number<uint32_t>();
  const auto count = reader.Number<uint32_t>();
  if (!spec || !revision || !count) return Damaged("it ends in its header");
  spec_ = *spec;

  for (uint32_t i = 0; i < *count; ++i) {
    const auto name = reader.Text();
    const auto rank = reader.Number<uint8_t>();
    if (!name || !rank) return Damaged("it ends before variable " + std::to_string(i));
    const std::string label = "variable " + Printable(*name);
    if (*rank > kMaxRank) return Damaged(label + " has " + std::to_string(*rank) + " dimensions");
    WeightVariable variable;
    for (uint8_t axis = 0; axis < *rank; ++axis) {
      const auto dimension = reader.Number<uint32_t>();
      if (!dimension) return Damaged("it ends in " + label);
      variable.shape.push_back(*dimension);
      // Each size is below 2^32 and the product is kept below the file's size, so it cannot
      // overflow.
      variable.size *= *dimension;
      if (variable.size > file_.size()) return Damaged(label + " is larger than the file");
    }
    const auto type = reader.Number<uint8_t>();
    const auto byte_count = reader.Number<uint32_t>();
    if (!type || !byte_count) return Damaged("it ends in " + label);
    const auto item_size = SizeOf(*type);
    if (!item_size) return Damaged(label + " has unknown type " + std::to_string(*type));
    if (*byte_count != variable.size * *item_size) {
      return Damaged(label + " has another number of bytes than its shape says");
    }
    const auto bytes = reader.Bytes(*byte_count);
    if (!bytes) return Damaged("it ends in " + label);
    variable.type = static_cast<WeightType>(*type);
    variable.bytes = *bytes;
    if (!variables_.emplace(*name, std::move(variable)).second) {
      return Damaged(label + " is there twice");
    }
  }

  const auto alias_count = reader.Number<uint32_t>();
  if (!alias_count) return Damaged("it ends before its aliases");
  for (uint32_t i = 0; i < *alias_count; ++i) {
    const auto alias = reader.Text();
    const auto target = reader.Text();
    if (!alias || !target) return Damaged("it ends in its aliases");
    // CTranslate2 passes over aliases of nothing, and gives the alias the target's scale as well.
    for (const char* suffix : {"", "_scale"}) {
      const auto found = variables_.find(*target + suffix);
      if (found != variables_.end()) variables_.emplace(*alias + suffix, found->second);
    }
  }
  if (reader.left() != 0) return Damaged("there is more in it than it says");
  return {};
}

const WeightVariable* CTranslate2Weights::Find(std::string_view name) const {
  const auto found = variables_.find(name);
  return found == variables_.end() ? nullptr : &found->second;
}

Status CTranslate2Weights::ReadFloats(const std::string& name, std::span<const size_t> shape,
                                      std::span<float> values) const {
  const WeightVariable* const variable = Find(name);
  if (variable == nullptr) return Damaged("variable " + name + " is missing");
  if (!std::equal(shape.begin(), shape.end(), variable->shape.begin(), variable->shape.end()) ||
      values.size() != variable->size) {
    return Damaged("variable " + name + " has the wrong shape");
  }
  if (variable->type == WeightType::kFloat32) {
    if (!values.empty()) std::memcpy(values.data(), variable->bytes.data(), values.size_bytes());
    return {};
  }
  if (IsFloat(variable->type)) {
    for (size_t i = 0; i < values.size(); ++i) values[i] = FloatAt(*variable, i);
    return {};
  }
  if (variable->type == WeightType::kInt32) {
    return Damaged("variable " + name + " holds integers where weights belong");
  }

  const WeightVariable* const scale = Find(name + "_scale");
  const size_t rows = shape.empty() ? 1 : shape[0];
  if (scale == nullptr || !IsFloat(scale->type) || (scale->size != 1 && scale->size != rows)) {
    return Damaged("variable " + name + "_scale is missing or has the wrong shape");
  }
  const size_t row_size = rows == 0 ? 0 : values.size() / rows;
  for (size_t row = 0; row < rows; ++row) {
    const float divisor = FloatAt(*scale, scale->size == 1 ? 0 : row);
    if (!std::isfinite(divisor) || divisor == 0) {
      return Damaged("variable " + name + "_scale holds an impossible number");
    }
    for (size_t i = row * row_size; i < (row + 1) * row_size; ++i) {
      const float quantized = variable->type == WeightType::kInt8
                                  ? static_cast<float>(At<int8_t>(variable->bytes, i))
                                  : static_cast<float>(At<int16_t>(variable->bytes, i));
      values[i] = quantized / divisor;
    }
  }
  return {};
}

Result<int64_t> CTranslate2Weights::ReadInteger(const std::string& name) const {
  const WeightVariable* const variable = Find(name);
  if (variable == nullptr || variable->size != 1) {
    return Damaged("variable " + name + " is missing or not one number");
  }
  switch (variable->type) {
    case WeightType::kInt8:
      return At<int8_t>(variable->bytes, 0);
    case WeightType::kInt16:
      return At<int16_t>(variable->bytes, 0);
    case WeightType::kInt32:
      return At<int32_t>(variable->bytes, 0);
    default:
      return Damaged("variable " + name + " is no integer");
  }
}

}  // namespace tacet::asr
