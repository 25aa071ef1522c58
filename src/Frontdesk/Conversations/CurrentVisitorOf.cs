using System.Reflection;
using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Visitors;

namespace Frontdesk.Conversations;

/// <summary>The visitor of this request. Binding looks up the token, checks where the request comes from, and binds the workspace.</summary>
public sealed record CurrentVisitorOf(CurrentVisitor Visitor)
{
    public static implicit operator CurrentVisitor(CurrentVisitorOf of) => of.Visitor;

    public static async ValueTask<CurrentVisitorOf> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var access = http.RequestServices.GetRequiredService<VisitorAccess>();
        if (await access.ByRequest(http.Request, http.RequestAborted) is { } visitor && await MayComeFromHere(http, visitor))
        {
            http.RequestServices.GetRequiredService<Tenant>().Bind(visitor.WorkspaceId);
            http.Features.Set(visitor);
            return new CurrentVisitorOf(visitor);
        }

        return new CurrentVisitorOf(new CurrentVisitor(Guid.Empty, Guid.Empty, Guid.Empty, Guid.Empty)); // refused by the group's filter
    }

    private static async ValueTask<bool> MayComeFromHere(HttpContext http, CurrentVisitor visitor) =>
        await http.RequestServices.GetRequiredService<ChatbotDirectory>().FindById(visitor.WorkspaceId, visitor.ChatbotId, http.RequestAborted) is { } chatbot
        && VisitorAccess.FromAllowedPlace(chatbot, http.Request);
}
