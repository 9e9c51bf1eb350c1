namespace Fabric.Silo.Settings;

/// <summary>How silos find each other.</summary>
internal enum Clustering
{
    /// <summary>One silo alone on this machine. Without <c>postgres</c> it keeps everything in memory.</summary>
    Localhost,

    /// <summary>A membership table in PostgreSQL: silos with the same database and cluster id form one cluster.</summary>
    Postgres,

    /// <summary>As <see cref="Postgres"/>, with the pod's own address and name (<c>POD_IP</c>, <c>POD_NAME</c>).</summary>
    Kubernetes,
}
