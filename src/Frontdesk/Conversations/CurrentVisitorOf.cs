using System.Reflection;
using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Visitors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Frontdesk.Conversations;

/// <summary>The visitor of this request. Binding looks up the token, checks where the request comes from, and binds the workspace.</summary>
/// <param name="Refusal">Why there is none; the group's filter answers with it before any handler runs.</param>
public sealed record CurrentVisitorOf(CurrentVisitor Visitor, ProblemHttpResult? Refusal = null)
{
    private static readonly CurrentVisitor Nobody = new(Guid.Empty, Guid.Empty, Guid.Empty, Guid.Empty);

    public static implicit operator CurrentVisitor(CurrentVisitorOf of) => of.Visitor;

    public static async ValueTask<CurrentVisitorOf> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var access = http.RequestServices.GetRequiredService<VisitorAccess>();
        if (await access.ByRequest(http.Request) is not { } visitor)
        {
            return Refused(401, "token_invalid", "Send the visitor token that came with the first message.");
        }

        if (await WhyNot(http, access, visitor) is { } refusal)
        {
            return new CurrentVisitorOf(Nobody, refusal);
        }

        http.RequestServices.GetRequiredService<Tenant>().Bind(visitor.WorkspaceId);
        return new CurrentVisitorOf(visitor);
    }

    private static CurrentVisitorOf Refused(int status, string code, string detail) =>
        new(Nobody, Problem.Of(status, code, detail));

    private static async ValueTask<ProblemHttpResult?> WhyNot(HttpContext http, VisitorAccess access, CurrentVisitor visitor) =>
        await http.RequestServices.GetRequiredService<ChatbotDirectory>().FindById(visitor.WorkspaceId, visitor.ChatbotId, http.RequestAborted) is { } chatbot
            ? await access.Refuse(chatbot, http.Request, http.RequestAborted)
            : Problem.Of(401, "token_invalid", "Send the visitor token that came with the first message.");
}
