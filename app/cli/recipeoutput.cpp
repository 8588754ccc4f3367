// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/recipeoutput.h"

#include "routes/recipes.h"

#include <QCoreApplication>

namespace rolewright::cli {
namespace {

struct RecipeOutput {
    Q_DECLARE_TR_FUNCTIONS(RecipeOutput)
};

std::vector<Recipe> recipesOf(const World &world, const Request &question, const Simulation &simulation)
{
    const std::vector<Route> &routes = simulation.routes.empty() ? simulation.conditionalRoutes : simulation.routes;
    if (routes.empty())
        return {};
    return recipes(world, question.principal, routes.front().hops);
}

const char *nameOf(Recipe::Kind kind)
{
    switch (kind) {
    case Recipe::Kind::Commands:
        break;
    case Recipe::Kind::Profiles:
        return "profiles";
    case Recipe::Kind::ConsoleLink:
        return "consoleLink";
    case Recipe::Kind::GitHubStep:
        return "gitHubStep";
    case Recipe::Kind::ServiceAccount:
        return "serviceAccount";
    }
    return "commands";
}

QString titleOf(Recipe::Kind kind)
{
    switch (kind) {
    case Recipe::Kind::Commands:
        break;
    case Recipe::Kind::Profiles:
        return RecipeOutput::tr("In ~/.aws/config");
    case Recipe::Kind::ConsoleLink:
        return RecipeOutput::tr("In the console");
    case Recipe::Kind::GitHubStep:
        return RecipeOutput::tr("In a workflow");
    case Recipe::Kind::ServiceAccount:
        return RecipeOutput::tr("In the cluster");
    }
    return RecipeOutput::tr("In a shell");
}

} // namespace

nlohmann::ordered_json recipesJson(const World &world, const Request &question, const Simulation &simulation)
{
    auto list = nlohmann::ordered_json::array();
    for (const Recipe &recipe : recipesOf(world, question, simulation))
        list.push_back({{"kind", nameOf(recipe.kind)}, {"text", recipe.text}});
    return list;
}

QString recipesText(const World &world, const Request &question, const Simulation &simulation)
{
    const std::vector<Recipe> all = recipesOf(world, question, simulation);
    if (all.empty())
        return RecipeOutput::tr("\nThere is no route to use.\n");
    QString text;
    for (const Recipe &recipe : all)
        text += QStringLiteral("\n# %1\n").arg(titleOf(recipe.kind)) + QString::fromStdString(recipe.text);
    return text;
}

} // namespace rolewright::cli
