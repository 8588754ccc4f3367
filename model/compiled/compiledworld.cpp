// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiled/compiledworld.h"

#include "compiled/compiler.h"
#include "compiled/decision.h"

namespace rolewright {

CompiledWorld::CompiledWorld()
    : CompiledWorld(World())
{
}

CompiledWorld::CompiledWorld(const World &world)
    : CompiledWorld(WorldCompiler(world, nullptr).run())
{
}

CompiledWorld::CompiledWorld(std::shared_ptr<const Data> data)
    : m_data(std::move(data))
{
}

CompiledWorld CompiledWorld::updated(const World &world) const
{
    return world.sameAs(m_data->world) ? *this : CompiledWorld(WorldCompiler(world, m_data.get()).run());
}

const World &CompiledWorld::world() const
{
    return m_data->world;
}

CompiledWorld::Decided CompiledWorld::decide(const Request &request) const
{
    if (const std::optional<Decided> decided = decideSurely(request))
        return *decided;
    const Answer answer = evaluate(m_data->world, request, {false});
    return {answer.decision, answer.verdict};
}

std::optional<CompiledWorld::Decided> CompiledWorld::decideSurely(const Request &request) const
{
    return decideCompiled(*m_data, request);
}

Answer CompiledWorld::answer(const Request &request) const
{
    std::optional<Answer> answer = answerCompiled(*m_data, request);
    if (!answer)
        answer = evaluate(m_data->world, request, {false});
    answer->request = {};
    return std::move(*answer);
}

} // namespace rolewright
