// The headers that say what an object is, as GetObject, HeadObject and writes answer them.
// Pure; thread-safe.
#pragma once

#include <string>

#include "tacet/http_server/http_server.h"
#include "tacet/objectstore/object_store.h"
#include "tacet/s3/s3_call.h"
#include "tacet/s3/xml_writer.h"

namespace tacet::s3 {

// "\"...\"".
std::string Quoted(const std::string& etag);

// ETag, Last-Modified, Content-Type (binary/octet-stream when none was given), Accept-Ranges, the
// stored headers and the metadata; with the request's response-* parameters in their place.
// kInvalidArgument when one of those holds a control character.
S3Status AddObjectHeaders(const S3Call& call, const objectstore::ObjectInfo& info,
                          http_server::Headers* headers);

// 200 with `xml` as its body.
http_server::HttpResponse XmlResponse(XmlWriter xml);

// <tag><ID>..</ID><DisplayName>..</DisplayName></tag>: the one account that owns everything.
void AddOwner(const S3Call& call, std::string_view tag, XmlWriter* xml);

}  // namespace tacet::s3
