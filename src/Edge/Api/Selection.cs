using Fabric.Resources;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Api;

/// <summary>Which resources a request to a collection means.</summary>
internal sealed record Selection(ResourceAddress Address, LabelSelector Labels, FieldSelector Fields)
{
    public bool Matches(Resource resource) =>
        resource.Key.Group == Address.Kind.Group
        && resource.Key.Kind == Address.Kind.Kind
        && (Address.Namespace.Length == 0 || resource.Key.Namespace == Address.Namespace)
        && (Address.Name.Length == 0 || resource.Key.Name == Address.Name)
        && Fields.Matches(resource.Key)
        && Labels.Matches(resource.Metadata.Labels);

    /// <summary>The selection of a request, or why it cannot be understood.</summary>
    public static Selection? Read(HttpRequest request, ResourceAddress address, out ApiStatus? refusal)
    {
        refusal = null;
        if (!LabelSelector.TryParse(request.Query["labelSelector"].ToString(), out var labels, out var fault)
            | !FieldSelector.TryParse(request.Query["fieldSelector"].ToString(), out var fields, out var fieldFault))
        {
            refusal = Refusals.BadRequest(fault.Length > 0 ? fault : fieldFault);
            return null;
        }

        return new Selection(address, labels, fields);
    }
}
