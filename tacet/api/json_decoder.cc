#include "tacet/api/json_decoder.h"

#include <string>
#include <vector>

namespace tacet::api {
namespace {

// Builds the value, and stops at what nlohmann's own builder lets pass: a name given twice (which
// of two redaction members counts must not be a guess) and nesting without end.
class Builder : public nlohmann::json_sax<Input> {
 public:
  Input& root() { return root_; }
  const std::string& fault() const { return fault_; }

  bool null() override { return Add(nullptr); }
  bool boolean(bool value) override { return Add(value); }
  bool number_integer(number_integer_t value) override { return Add(value); }
  bool number_unsigned(number_unsigned_t value) override { return Add(value); }
  bool number_float(number_float_t value, const string_t&) override { return Add(value); }
  bool string(string_t& value) override { return Add(std::move(value)); }
  bool binary(binary_t&) override { return false; }  // JSON has none

  bool start_object(size_t) override { return Open(Input::object()); }
  bool end_object() override { return Close(); }
  bool start_array(size_t) override { return Open(Input::array()); }
  bool end_array() override { return Close(); }
  bool key(string_t& name) override {
    if (open_.back()->contains(name)) {
      fault_ = "a member is given twice";
      return false;
    }
    name_ = std::move(name);
    return true;
  }
  bool parse_error(size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    fault_ = "it is not well-formed JSON in UTF-8 at byte " + std::to_string(position);
    return false;
  }

 private:
  Input* Put(Input value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    if (open_.back()->is_array()) {
      open_.back()->push_back(std::move(value));
      return &open_.back()->back();
    }
    Input& member = (*open_.back())[name_];
    member = std::move(value);
    return &member;
  }
  bool Add(Input value) {
    Put(std::move(value));
    return true;
  }
  bool Open(Input value) {
    if (open_.size() >= static_cast<size_t>(kMaxDepth)) {
      fault_ = "it is nested deeper than " + std::to_string(kMaxDepth) + " levels";
      return false;
    }
    open_.push_back(Put(std::move(value)));
    return true;
  }
  bool Close() {
    open_.pop_back();
    return true;
  }

  Input root_;
  std::vector<Input*> open_;  // stays valid: an open container's parent is not touched meanwhile
  std::string name_;
  std::string fault_;
};

}  // namespace

Result<Input> DecodeJson(std::string_view text) {
  if (text.empty()) return Input::object();
  Builder builder;
  if (!Input::sax_parse(text.begin(), text.end(), &builder)) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "The request body can't be read: " + builder.fault() + ".");
  }
  if (!builder.root().is_object()) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "The request body can't be read: it is not a JSON object.");
  }
  return std::move(builder.root());
}

}  // namespace tacet::api
