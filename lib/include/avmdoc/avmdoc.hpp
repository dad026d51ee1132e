#pragma once

/// @file
/// The whole library: files, modules, READMEs, checks, models, the Bicep front end.

#include "avmdoc/bicep.hpp"
#include "avmdoc/catalog.hpp"
#include "avmdoc/check.hpp"
#include "avmdoc/convention.hpp"
#include "avmdoc/diagnostic.hpp"
#include "avmdoc/file_system.hpp"
#include "avmdoc/model.hpp"
#include "avmdoc/module.hpp"
#include "avmdoc/readme.hpp"
#include "avmdoc/rules.hpp"
#include "avmdoc/source_file_system.hpp"
#include "avmdoc/value.hpp"
#include "avmdoc/version.h"
